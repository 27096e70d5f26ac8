import { languageTables } from '../../check/language-tables.ts';
import type { OperatorDoc } from '../../check/operators.ts';
import type { Scope } from '../../check/scope.ts';
import type { Typed } from '../../check/typed.ts';
import { spanOf } from '../../syntax/tokens.ts';
import * as t from '../../syntax/tokens.ts';
import { isNumeric, isOrdered } from '../../types/types.ts';
import type { ExpectedHere } from '../place/expected-at.ts';
import { eventAt } from '../place/scan-expression.ts';
import type { Scan } from '../place/scan-expression.ts';
import { typeOfText } from '../place/type-of-text.ts';
import type { Suggestion } from '../types.ts';
import { rowDoc } from './words.ts';

/** What can go on behind a value: operators that its type allows. */
export function continuations(scan: Scan, before: string, scope: Scope): readonly Suggestion[] {
  const call = scan.open.at(-1);
  if (call?.aggregate !== undefined && call.argument === 0 && !call.where) return rows(['where']);
  const value = lastValue(scan, before, scope);
  const holds = scope.allows.holds && eventAt(scan.open) === undefined;
  const fitting = AFTER_VALUE.filter(({ text }) => value === undefined || FITS[text]?.(value) !== false)
    .filter(({ text }) => holds || (text !== 'for' && text !== 'within'))
    .filter(({ text }) => text !== 'where');
  return [...choiceWords(scan), ...fitting.map(operatorSuggestion)];
}

const AFTER_VALUE = languageTables.operators.filter(({ text }) => !text.startsWith('if ') && text !== 'not');

type Fits = (value: Typed) => boolean;

const ifBoolean: Fits = ({ type }) => type === 'boolean';
const ifOrdered: Fits = ({ type }) => isOrdered(type) || type === 'any';
const ifNumeric: Fits = ({ type }) => isNumeric(type) || type === 'any';
const ifTimed: Fits = value => ifNumeric(value) || value.type === 'time';
const ifText: Fits = ({ type }) => type !== 'boolean';
const ifMissing: Fits = ({ missing }) => missing;

const FITS: Readonly<Record<string, Fits>> = {
  or: ifBoolean,
  and: ifBoolean,
  for: ifBoolean,
  within: ifBoolean,
  '<': ifOrdered,
  '<=': ifOrdered,
  '>': ifOrdered,
  '>=': ifOrdered,
  'between … and …': ifOrdered,
  '=': ifText,
  '!=': ifText,
  in: ifText,
  'not in': ifText,
  'is missing': ifMissing,
  'is not missing': ifMissing,
  otherwise: ifMissing,
  '+': ifTimed,
  '-': ifTimed,
  '*': ifNumeric,
  '/': ifNumeric,
};

/** The longest text up to the end that is an expression: in `a and b + 1` that is `b + 1`. */
function lastValue(scan: Scan, before: string, scope: Scope): Typed | undefined {
  const start = scan.open.at(-1)?.start ?? 0;
  const boundary = scan.tokens.findLast(
    ({ tokenType, startOffset }) => startOffset >= start && JOINTS.has(tokenType.name),
  );
  const from = boundary === undefined ? start : spanOf(boundary).end;
  return typeOfText(before.slice(from), scope, eventAt(scan.open));
}

const JOINTS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'if', 'then', 'else', 'where', 'Comma']);

/** `then` and `else` of an `if` that still wants them. */
function choiceWords({ tokens }: Scan): readonly Suggestion[] {
  const count = (type: (typeof tokens)[number]['tokenType']) =>
    tokens.filter(({ tokenType }) => tokenType === type).length;
  const [ifs, thens, elses] = [count(t.If), count(t.Then), count(t.Else)];
  if (ifs > thens) return [word('then', 'What it is where the condition holds.')];
  return thens > elses ? [word('else', 'What it is where the condition does not hold.')] : [];
}

/** Behind `is` and behind the `not` of `not in`: the rest of the operator. */
export function negations({ tokens }: Scan): readonly Suggestion[] | undefined {
  const [before, last] = tokens.slice(-2).map(({ tokenType }) => tokenType);
  const only = tokens.length === 1 ? before : last;
  if (only === t.Is) return [word('missing', 'There is no value.'), word('not missing', 'There is a value.')];
  if (last === t.Not && before === t.Is) return [word('missing', 'There is no value.')];
  const value = tokens.at(-2);
  if (last === t.Not && value !== undefined && before === t.Path) return [word('in', 'None of a list.')];
  return undefined;
}

/** Words that are values or begin one. */
export function constantWords({ type, strict }: ExpectedHere, inWhere: boolean): readonly Suggestion[] {
  const truths = type === 'boolean' && strict ? [word('true', ''), word('false', '')] : [];
  const now =
    !inWhere && (type === undefined || type === 'time' || !strict) ? [word('now', 'The present time.')] : [];
  const begins = strict && type !== 'boolean' ? [] : rows(['not']);
  return [...truths, ...now, ...rows(inWhere ? [] : ['if … then … else …']), ...begins];
}

function rows(texts: readonly string[]): readonly Suggestion[] {
  return languageTables.operators.filter(({ text }) => texts.includes(text)).map(operatorSuggestion);
}

function operatorSuggestion(row: OperatorDoc): Suggestion {
  return {
    label: row.text,
    kind: 'operator',
    insert: snippetOf(row.text),
    ...(row.text.includes('…') || LISTS.has(row.text) ? { snippet: true } : {}),
    documentation: rowDoc(row),
  };
}

const LISTS: ReadonlySet<string> = new Set(['in', 'not in']);

/** `between … and …` → `between ${1} and ${2}` */
function snippetOf(text: string): string {
  let index = 0;
  const filled = text.replaceAll('…', () => `\${${(index += 1)}}`);
  return LISTS.has(text) ? `${filled} [\${1}]` : filled;
}

function word(text: string, documentation: string): Suggestion {
  return { label: text, kind: 'operator', insert: text, ...(documentation === '' ? {} : { documentation }) };
}
