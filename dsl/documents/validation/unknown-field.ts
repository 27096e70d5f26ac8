import { distance, oneOf, suggest } from '../../diagnostics/suggest.ts';
import { branches } from '../schemas/json-schema.ts';
import type { DocumentPath } from '../document.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';
import type { Problem } from './problem.ts';
import { named, writeInstead } from './violation.ts';
import type { Violation } from './violation.ts';
import { ownValue } from '../../program/own-value.ts';

/** A field that is close to one that is missing is that field, spelt wrong. */
export function unknownField(
  { error, schema, path, value, subject }: Violation,
  renamed: Set<string>,
  missing: string | undefined,
): Problem {
  const key = String(error.params['additionalProperty']);
  const present = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  if (isExpectInside(path, key, present)) return expectInside(path);
  const known = Object.keys(schema.properties ?? {});
  const free = known.filter(
    field => !present.includes(field) && !renamed.has(JSON.stringify([...path, field])),
  );
  const [word = '', ...rest] = key.split(' ');
  if (free.includes(word) && rest.length > 0 && ownValue(isFields(value) ? value : {}, key) === null) {
    const written = `${word}: ${rest.join(' ')}`;
    return {
      code: 'schema-unknown-field',
      path: [...path, key],
      at: 'key',
      message: `A \`:\` is missing after \`${word}\`.`,
      expected: `\`${written}\``,
      remedy: writeInstead(written),
      recovery: { kind: 'drop' },
    };
  }
  const meant =
    missing !== undefined && mayHold(ownValue(schema.properties, missing), value, key) ? missing : undefined;
  const [best = meant] = suggest(key, free, {
    fit: field => (schema.required?.includes(field) ? 1 : 0.5),
  });
  if (best !== undefined) renamed.add(JSON.stringify([...path, best]));
  const item = best === undefined ? undefined : listOf(ownValue(schema.properties, best) ?? {});
  if (best !== undefined && item !== undefined && isScalar(value, key)) {
    return {
      code: 'schema-unknown-field',
      path: [...path, key],
      at: 'key',
      message: `\`${key}\` is no field of ${named(path, subject)}. Did you mean \`${best}\`, a list in which each item has \`${item}\`?`,
      expected: oneOf(free),
      remedy: { ...inList(item), key: best },
      recovery: { kind: 'drop' },
    };
  }
  return {
    code: 'schema-unknown-field',
    path: [...path, key],
    at: 'key',
    message: `${key === '' ? 'A key is missing before `:`.' : `\`${key}\` is no field of ${named(path, subject)}.`}${best === undefined ? '' : ` Did you mean \`${best}\`?`}`,
    ...(free.length > 0 ? { expected: oneOf(free) } : {}),
    // The only field of a mapping cannot go: nothing would be left of its parent.
    ...(best === undefined && present.length < 2
      ? {}
      : { remedy: best === undefined ? { kind: 'remove' } : writeInstead(best) }),
    recovery: best === undefined ? { kind: 'drop' } : { kind: 'rename', key: best },
  };
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** `{ at: day 1 09:00, event: app.login, expect: [prepaid] }` */
const isExpectInside = (path: DocumentPath, key: string, present: readonly string[]): boolean =>
  path.length === 2 &&
  path[0] === 'steps' &&
  key === 'expect' &&
  present.includes('at') &&
  ['event', 'do'].some(field => present.includes(field));

const expectInside = (path: DocumentPath): Problem => ({
  code: 'schema-unknown-field',
  path: [...path, 'expect'],
  at: 'key',
  message:
    'What is expected is a step of its own, with its own `at`: a step either lets something happen or expects something.',
  expected: 'a step such as `{ at: day 1 09:00, expect: [engagement > 0] }`',
  remedy: { kind: 'split-step' },
  recovery: { kind: 'drop' },
});

/** The one field that is missing where one is unknown: `di` is `id`, though so short a word is close to many. */
export function onlyMissing({ error, path }: Violation, all: readonly Violation[]): string | undefined {
  const here = all.filter(other => JSON.stringify(other.path) === JSON.stringify(path));
  const unknown = here.filter(other => other.error.keyword === error.keyword);
  const missing = here.filter(
    ({ error: { keyword, params } }) => keyword === 'required' && !params['alternatives'],
  );
  const key = String(error.params['additionalProperty']);
  const field = missing[0]?.error.params['missingProperty'];
  if (unknown.length !== 1 || missing.length !== 1 || typeof field !== 'string') return undefined;
  return key === '' || distance(key, field) < Math.max(key.length, field.length) ? field : undefined;
}

/** What is written for a mapping must be one: `When: prepaid` is no `generate`. */
function mayHold(field: JsonSchema | undefined, parent: unknown, key: string): boolean {
  const entry: unknown = typeof parent === 'object' && parent !== null ? Reflect.get(parent, key) : undefined;
  const takesMapping = field !== undefined && branches(field).every(({ type }) => type === 'object');
  return !takesMapping || entry === null || typeof entry === 'object';
}

/** Of a list of mappings that must have one field: that field. */
export function listOf({ items }: JsonSchema): string | undefined {
  const [field, ...others] = items?.type === 'object' ? (items.required ?? []) : [];
  return others.length === 0 ? field : undefined;
}

/** The value as the field of the only item of a list. */
export const inList = (field: string) => ({ kind: 'enclose', open: `[{ ${field}: `, close: ' }]' }) as const;

function isScalar(parent: unknown, key: string): boolean {
  const entry: unknown = typeof parent === 'object' && parent !== null ? Reflect.get(parent, key) : undefined;
  return entry !== null && typeof entry !== 'object';
}
