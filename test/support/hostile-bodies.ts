import { HOSTILE_FILES } from './hostile-files.ts';

export interface HostileBody {
  readonly what: string;
  /** Below the API's prefix. */
  readonly path: string;
  /** Sent as it is. */
  readonly text: string;
}

/** Bodies of about a megabyte, as large as a request may be, that no client sends; each is to be refused. */
export const HOSTILE_BODIES: readonly HostileBody[] = [
  body('an expression of a megabyte', 'evaluate/', { expression: repeat('1 + ', 240_000, '1') }),
  body('an expression of 20,000 parentheses', 'evaluate/', { expression: `${'('.repeat(9_999)}1${')'.repeat(9_999)}` }),
  body('an expression of 20,000 misspellings', 'evaluate/', { expression: repeat('zz+', 6_600, '1') }),
  body('an expression of 4,000 characters of misspellings', 'evaluate/', { expression: repeat('engagemnt + ', 330, '1') }),
  body('divisions in each other', 'evaluate/', { expression: `${'1 / ('.repeat(90)}engagement${')'.repeat(90)}` }),
  body('a thousand questions of misspellings', 'evaluate/', many(1_000, index => ({ expression: `engagemnt${index} + recharg`, customer_id: 'c-1' }))),
  body('plain logic of a megabyte', 'evaluate/', { logic: { and: many(70_000, () => ({ '!': [0] })) } }),
  body('plain logic that doubles', 'evaluate/', { logic: { reduce: [many(200, () => 1), { merge: [{ var: 'accumulator' }, { var: 'accumulator' }] }, [1]] } }),
  body('plain logic over itself', 'evaluate/', { logic: overItself(5), data: { all: many(1_000, index => index) } }),
  body('plain logic that compares long texts', 'evaluate/', { logic: { filter: [many(2_000, () => 1), { in: ['b', { var: 'text' }] }] }, data: { text: 'a'.repeat(900_000) } }),
  body('a rule of a megabyte', 'rules/decompile/', { logic: { and: many(30_000, index => ({ '>': [{ var: 'scores.riks' }, index] })) } }),
  body('a rule of one text of a megabyte', 'rules/decompile/', { logic: { '===': [{ var: 'segments.x' }, 'a'.repeat(1_000_000)] } }),
  body('a rule of misspellings', 'rules/decompile/', { logic: { and: many(1_600, index => ({ '>': [{ var: `scores.riks${index}` }, index] })) } }),
  body('a rule of 1,900 operators that nobody knows', 'rules/decompile/', { logic: { and: many(1_900, index => ({ [`op${index}`]: [index, 1] })) } }),
  body('choices in each other', 'rules/decompile/', { logic: nested(48, (inside, index) => ({ if: [{ '===': [{ var: 'named.churn_probability' }, null] }, index, inside] })), wanted: 'value' }),
  body('a rule of aggregates', 'rules/decompile/', { logic: { and: many(1_600, index => ({ '>': [{ var: `metrics.count(app~dlogin, ${index}d)` }, 1] })) } }),
  ...['rules/check/', 'rules/format/'].flatMap(path => [
    ...hostileFiles(path),
    file('brackets that are never closed', path, `kind: metric\nid: x\n${repeat('a: [\n', 19_000, '')}`),
    file('nineteen thousand faulty metrics', path, repeat('kind: metric\nid: X\n---\n', 6_000, '')),
    file('faulty expressions without an end', path, manyMetrics(4_000, index => `engagemnt${index} + + 1`)),
    file('a name that is defined thousands of times', path, manyMetrics(4_000, () => '1')),
    file('metrics that lead on from each other', path, manyMetrics(4_000, index => `m${index + 1} + 1`)),
    file('segments that lead on from each other', path, many(900, index => `kind: segment\nid: s${index}\nname: s\nwhen: s${index + 1} or engagement > ${index}\n`).join('---\n')),
    file('a thousand metrics that lead on from each other', path, manyMetrics(900, index => `m${index + 1} + 1`)),
    file('unknown fields without an end', path, `kind: metric\nid: x\nname: x\nvalue: 1\n${many(18_000, index => `k${index}: 1`).join('\n')}\n`),
  ]),
]; // prettier-ignore

function body(what: string, path: string, value: unknown): HostileBody {
  return { what, path, text: JSON.stringify(value) };
}

function file(what: string, path: string, text: string): HostileBody {
  return body(what, path, path === 'rules/format/' ? { text } : { files: [{ file: 'hostile.yaml', text }] });
}

function hostileFiles(path: string): readonly HostileBody[] {
  return HOSTILE_FILES.map(([what, text]) => file(what, path, text)).filter(
    ({ text }) => text.length < 1_048_576,
  );
}

function manyMetrics(count: number, value: (index: number) => string): string {
  return many(count, index => `kind: metric\nid: m${index}\nname: m\nvalue: ${value(index)}\n`).join('---\n');
}

function many<Item>(count: number, item: (index: number) => Item): readonly Item[] {
  return Array.from({ length: count }, (_, index) => item(index));
}

function nested(depth: number, around: (inside: unknown, index: number) => unknown): unknown {
  return many(depth, index => index).reduce<unknown>(around, 0);
}

/** For each of all things, for each of all things, … */
function overItself(depth: number): unknown {
  return nested(depth, inside => ({ map: [{ var: 'all' }, inside] }));
}

function repeat(part: string, times: number, end: string): string {
  return part.repeat(times) + end;
}
