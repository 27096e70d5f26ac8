import type { Feature, Manifest, Read } from '../../program/features.ts';
import type { Logic } from '../../program/logic.ts';
import type { Goal } from '../solver/theory.ts';

type HoldRead = Extract<Read, { readonly kind: 'hold' }>;

interface Hold {
  readonly held: Logic;
  readonly read: HoldRead;
  readonly condition: Logic;
}

/** Whether one condition can be true while another is true, or while it is not: said only if surely never. */
export type NeverTogether = (a: Goal, b: Goal) => boolean;

/**
 * What has held for days holds now, what holds now held within days; and of two holds, what the one says of the
 * other: a fortnight above 70 is a week above 60, and a month below 40 has no day above 60 in its last week.
 */
export function holdLaws(
  features: readonly Feature[],
  { holds }: Manifest,
  neverTogether: NeverTogether,
): readonly Goal[] {
  const all = features.flatMap((feature): readonly Hold[] => {
    const { read } = feature;
    const condition = read.kind === 'hold' ? holds[read.condition]?.logic : undefined;
    if (read.kind !== 'hold' || condition === undefined) return [];
    return [{ held: { var: `metrics.${feature.key}` }, read, condition }];
  });
  const pairs = all.flatMap(a => all.filter(b => b !== a).map(b => [a, b] as const));
  const laws = [...all.map(lawOfNow), ...pairs.flatMap(([a, b]) => lawOfTwo(a, b, neverTogether) ?? [])];
  return laws.map(logic => ({ logic, truth: true }));
}

function lawOfNow({ held, read, condition }: Hold): Logic {
  return read.operator === 'for'
    ? { or: [{ '!': [held] }, condition] }
    : { or: [held, { '!': [condition] }] };
}

function lawOfTwo(a: Hold, b: Hold, neverTogether: NeverTogether): Logic | undefined {
  const aTrue = { logic: a.condition, truth: true };
  if (a.read.operator === b.read.operator) {
    const shorter = a.read.operator === 'for' ? b.read.days <= a.read.days : b.read.days >= a.read.days;
    const implied = shorter && neverTogether(aTrue, { logic: b.condition, truth: false });
    return implied ? { or: [{ '!': [a.held] }, b.held] } : undefined;
  }
  const excluded =
    a.read.operator === 'for' &&
    a.read.days >= b.read.days &&
    neverTogether(aTrue, { logic: b.condition, truth: true });
  return excluded ? { '!': [{ and: [a.held, b.held] }] } : undefined;
}
