import type { DocumentOf, DocumentPath } from '../../documents/document.ts';
import type { Expression, Logic } from '../../program/logic.ts';
import { RESERVED_WORDS } from '../../syntax/index.ts';
import { TYPES } from '../../types/types.ts';
import { casesIn } from '../fields/cases.ts';
import { commonType } from '../fields/common-type.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { createLiteralScope } from '../expressions/literals.ts';
import { writeValue } from '../fields/field-fixes.ts';
import { declaredType } from '../fields/type-names.ts';
import { readDates } from './read-dates.ts';

type ParameterDocument = DocumentOf<'parameter'>;

/** A value as it is written, from a day on; the first may hold from ever. */
interface DatedValue {
  readonly from: string | undefined;
  readonly value: Expression;
}

/**
 * A parameter → the value that holds at `now`; missing before its first date. Days begin at midnight of `zone`, the
 * policy's, for all customers.
 */
export function compileParameter(
  document: ParameterDocument,
  zone: string,
  fields: FieldCompiler,
): Expression | undefined {
  const dates = readDates(document, fields);
  const values = compileValues(document, fields);
  if (dates === undefined || values === undefined) return undefined;
  const dated = values.map((value, index) => ({ value, from: dates[index] }));
  const [first] = dated;
  return {
    text: dated.map(writeDated).join(', '),
    logic: valueAt(dated, zone, document, fields),
    type: first?.value.type ?? 'any',
    missing: first?.from !== undefined,
  };
}

/** All values of the type that is declared, or else of the one that most have. */
function compileValues(
  document: ParameterDocument,
  fields: FieldCompiler,
): readonly Expression[] | undefined {
  const scope = createLiteralScope();
  const written = document.value.values.map(({ value }) => value);
  const type = declaredType(document, fields) ?? commonType(written, scope, fields);
  const values = document.value.values.map(({ value }, index) => {
    const path = ['values', index, 'value'];
    if ((type === undefined || type === 'text') && reportBareWord(document, path, value, fields))
      return undefined;
    const expected = type === undefined ? {} : { type };
    const expression = fields.expression(document, path, value, scope, expected);
    if (expression === undefined || isConstant(expression.logic)) return expression;
    const message = 'A parameter holds plain values: what is worked out is a `kind: metric`.';
    fields.report(document, path, 'type-constant', message, type && TYPES[type].example);
    return undefined;
  });
  const known = values.filter(value => value !== undefined);
  return known.length === values.length ? known : undefined;
}

/** `value: gold`: a parameter sees no names, so a word is meant as a text. */
function reportBareWord(
  document: ParameterDocument,
  path: DocumentPath,
  value: string,
  fields: FieldCompiler,
): boolean {
  const word = value.trim();
  if (!/^[A-Za-z_]\w*$/.test(word) || RESERVED.has(word)) return false;
  const text = JSON.stringify(word);
  const message = `A parameter sees no names: if the text \`${word}\` is meant, it is written in quotes, \`'${text}'\`.`;
  fields.report(document, path, 'name-unknown', message, `\`'${text}'\``, writeValue(document, path, text));
  return true;
}

const RESERVED: ReadonlySet<string> = new Set(RESERVED_WORDS);

function isConstant(logic: Logic): boolean {
  return logic !== null && typeof logic !== 'object';
}

function writeDated({ from, value }: DatedValue): string {
  return from === undefined ? value.text : `${value.text} from ${from}`;
}

/** The newest date that has begun decides. */
function valueAt(
  values: readonly DatedValue[],
  zone: string,
  document: ParameterDocument,
  fields: FieldCompiler,
): Logic {
  const [first] = values;
  const dated = values.flatMap(({ from, value }, index) =>
    from === undefined
      ? []
      : [
          {
            path: ['values', index],
            text: writeDated({ from, value }),
            condition: { '>=': [{ var: 'now' }, { time: [from, zone] }] },
            value,
          },
        ],
  );
  const before = first?.from === undefined ? (first?.value.logic ?? null) : null;
  if (dated.length === 0) return before;
  const cases = dated.toReversed().flatMap(({ condition, value }): Logic[] => [condition, value.logic]);
  const logic: Logic = { if: [...cases, before] };
  fields.conditions.push(...casesIn(logic, document, dated));
  return logic;
}
