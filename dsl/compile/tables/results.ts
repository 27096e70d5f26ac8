import type { Scope } from '../../check/scope.ts';
import type { DocumentPath } from '../../documents/document.ts';
import type { Expression, TypeName } from '../../program/logic.ts';
import { commonType } from '../fields/common-type.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { isNumeric, isOrdered, phraseOf } from '../../types/types.ts';
import { addField, writeValue } from '../fields/field-fixes.ts';
import type { TableDocument } from './cell-texts.ts';
import { reportSlips } from './misspelt-results.ts';
import { ownValue } from '../../program/own-value.ts';

/** What rows give under one name, row by row, and what holds where none fits. */
export interface TableResult {
  /** As expressions name it: the table's id, or `table.result`. */
  readonly name: string;
  readonly type: TypeName;
  /** By row; absent where rows are only counted. */
  readonly rows: readonly (Expression | undefined)[];
  readonly otherwise?: Expression | undefined;
  /** The texts that it can be, where they are listed. */
  readonly values?: readonly string[] | undefined;
}

type Written = string | Readonly<Record<string, string>> | undefined;

/** The names that a table brings, read from its rows alone. */
export function resultNames({ id, value }: TableDocument): readonly string[] {
  const written: readonly Written[] = [...value.rows.map(({ then }) => then), value.otherwise];
  const parts = written.flatMap(result => (typeof result === 'object' ? Object.keys(result) : []));
  return parts.length === 0 ? [id] : [...new Set(parts)].map(part => `${id}.${part}`);
}

/** The results, each of one type; undefined where one is faulty, which is then reported. */
export function compileResults(
  document: TableDocument,
  scope: Scope,
  fields: FieldCompiler,
): readonly TableResult[] | undefined {
  if (reportSlips(document, fields)) return undefined;
  const results = resultNames(document).map(name => {
    const part = name === document.id ? undefined : name.slice(document.id.length + 1);
    return compileResult(document, name, part, scope, fields);
  });
  const sound = results.filter(result => result !== undefined);
  return sound.length === results.length ? sound : undefined;
}

function compileResult(
  document: TableDocument,
  name: string,
  part: string | undefined,
  scope: Scope,
  fields: FieldCompiler,
): TableResult | undefined {
  const { rows, otherwise, with: together, hit } = document.value;
  const counts = together === 'count';
  const places: readonly Place[] = [
    ...rows.map(({ then }, row): Place => ({ path: ['rows', row, 'then'], written: then })),
    ...(otherwise === undefined ? [] : [{ path: ['otherwise'], written: otherwise }]),
  ];
  const texts = places.map(place => textOf(place, part));
  const type = counts ? 'number' : commonType(texts, scope, fields);
  const missing = hit !== 'collect';
  const listed: (readonly string[] | undefined)[] = [];
  let isSound = true;
  const compiled = places.map((place, index) => {
    const text = texts[index];
    if (text === undefined) {
      if (counts && index < rows.length) return undefined;
      isSound = false;
      reportAbsent(document, place, part, fields);
      return undefined;
    }
    const path = part === undefined ? place.path : [...place.path, part];
    // Rows that are only counted may give anything.
    const isCounted = counts && index < rows.length;
    const expected = { missing, ...(type === undefined || isCounted ? {} : { type }) };
    const expression = fields.expression(document, path, text, scope, expected);
    if (expression === undefined) isSound = false;
    else if (!isCounted)
      listed.push(fields.compileText(text, scope, { ...expected, allowMissing: missing }).values);
    return expression;
  });
  if (!isSound || !canBeMade(document, together, type, fields)) return undefined;
  const values = listed.every(texts => texts !== undefined) ? [...new Set(listed.flat())] : undefined;
  return {
    name,
    type: type ?? 'any',
    rows: compiled.slice(0, rows.length),
    otherwise: compiled[rows.length],
    values,
  };
}

/** Whether one value can be made of several of the type, as `with` asks. */
function canBeMade(
  document: TableDocument,
  together: TableDocument['value']['with'],
  type: TypeName | undefined,
  fields: FieldCompiler,
): boolean {
  if (document.value.hit !== 'collect' || together === undefined || type === undefined) return true;
  const fits = together === 'sum' ? isNumeric(type) : isOrdered(type);
  if (fits || type === 'any') return true;
  const message = `\`with: ${together}\` takes numbers and quantities, but each row gives ${phraseOf(type)}.`;
  const fixes = writeValue(document, ['with'], 'count');
  fields.report(
    document,
    ['with'],
    'type-mismatch',
    message,
    'rows that give numbers, or `with: count`',
    fixes,
  );
  return false;
}

interface Place {
  readonly path: DocumentPath;
  readonly written: Written;
}

/** What stands there for the result; undefined where nothing does, or something of another shape. */
function textOf({ written }: Place, part: string | undefined): string | undefined {
  if (part === undefined) return typeof written === 'string' ? written : undefined;
  return typeof written === 'object' ? ownValue(written, part) : undefined;
}

function reportAbsent(
  document: TableDocument,
  { path, written }: Place,
  part: string | undefined,
  fields: FieldCompiler,
): void {
  if (written === undefined) {
    const message = 'The row does not say what it gives.';
    fields.report(document, path.slice(0, -1), 'schema-missing-field', message, '`then: …`');
    return;
  }
  const message =
    typeof written === 'object'
      ? `The result \`${part}\` is missing here: every row gives the same results.`
      : `Other rows give several results, this one a single value: \`${part}\` is missing.`;
  const fixes = typeof written === 'object' ? addField(document, path, `${part}: 0`) : [];
  fields.report(document, path, 'table-result', message, `\`${part}: …\``, fixes);
}
