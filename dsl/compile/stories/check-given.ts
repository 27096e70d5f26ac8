import type { TypeName } from '../../program/logic.ts';
import { givenKey, givenValue } from '../../stories/given.ts';
import type { GivenKey } from '../../stories/given.ts';
import { TYPES } from '../../types/types.ts';
import { meantBy } from '../fields/field-fixes.ts';
import type { AskedFeatures } from './asked-features.ts';
import type { Report, Story } from './story-problem.ts';
import type { Tellable } from './tellable.ts';
import { ownValue } from '../../program/own-value.ts';

/** What is taken for given must be something that the rules, or the expectations, read, and of its type. */
export function checkGiven(story: Story, known: Tellable, expected: AskedFeatures, report: Report): void {
  const keys = keysOf(story);
  for (const [key, plain] of Object.entries(story.value.given ?? {})) {
    const type = typeOfKey(keys.get(key), known, expected);
    if (type === undefined) reportKey(key, known, report);
    else checkGivenValue(key, String(plain), type, known, report);
  }
}

const parsed = new WeakMap<Story, ReadonlyMap<string, GivenKey | undefined>>();

/** A story is the same object until its text changes, and its keys are read once. */
function keysOf(story: Story): ReadonlyMap<string, GivenKey | undefined> {
  const keys =
    parsed.get(story) ?? new Map(Object.keys(story.value.given ?? {}).map(key => [key, givenKey(key)]));
  parsed.set(story, keys);
  return keys;
}

/** Undefined: nothing of that name is read. */
function typeOfKey(
  key: GivenKey | undefined,
  { scope, manifest }: Tellable,
  expected: AskedFeatures,
): TypeName | undefined {
  if (key === undefined) return undefined;
  if (key.kind === 'feature') return ownValue(manifest.features, key.key)?.type ?? expected.typeOf(key.key);
  const name = scope.resolve(key.kind === 'percentile' ? (key.key.split('@')[0] ?? '') : key.name);
  return name === undefined || name === 'circular' ? undefined : name.type;
}

function reportKey(key: string, { scope }: Tellable, report: Report): void {
  const { hint, meant } = meantBy(key, scope.names);
  const message = `\`${key}\` is no score, no named value and no aggregate that a rule reads${hint}`;
  report({ code: 'name-unknown', path: ['given', key], message, meant, inKey: true });
}

function checkGivenValue(
  key: string,
  written: string,
  type: TypeName,
  { scores }: Tellable,
  report: Report,
): void {
  const path = ['given', key];
  const value = givenValue(written, type);
  const { example } = TYPES[type];
  if (value === undefined || (type === 'any' && typeof value === 'string')) {
    const message = `\`${key}\` is given as "${written}", which is none of its values.`;
    report({ code: 'type-mismatch', path, message, expected: `such as ${example}` });
  } else if (scores.includes(key) && typeof value === 'number' && (value < 0 || value > 100)) {
    report({ code: 'schema-range', path, message: 'A score lies between 0 and 100.', expected: '0 to 100' });
  }
}
