import { variablesOf } from '../../compile/expressions/logic-vars.ts';
import type { Feature, Manifest } from '../../program/features.ts';
import type { Logic } from '../../program/logic.ts';
import type { Goal, Theory } from '../solver/theory.ts';
import { holdLaws } from './hold-laws.ts';
import type { NeverTogether } from './hold-laws.ts';
import { addsUpPartOf } from './parts.ts';
import { silenceLaws } from './silence-laws.ts';

const HOUR_MS = 3_600_000;

/** What holds of every customer, of the variables that the goals read: a week has no more payments than its month. */
export function lawsFor(
  goals: readonly Goal[],
  theory: Theory,
  manifest: Manifest,
  neverTogether: NeverTogether,
): readonly Goal[] {
  const holds = holdLaws(featuresIn(variablesBehind(goals, theory), manifest), manifest, neverTogether);
  const paths = variablesBehind([...goals, ...holds], theory);
  const features = featuresIn(paths, manifest);
  return [
    ...holds,
    ...orderLaws(features, theory),
    ...emptyLaws(features, manifest),
    ...silenceLaws(features, manifest),
    ...timeLaws(paths),
  ];
}

/** Every variable that goals are worked out from; those that have a definition give way to what that reads. */
export function variablesBehind(goals: readonly Goal[], theory: Theory): ReadonlySet<string> {
  const found = new Set<string>();
  const visited = new Set<string>();
  const visit = (logic: Logic): void => {
    for (const path of variablesOf(logic)) {
      if (visited.has(path)) continue;
      visited.add(path);
      const defined = theory.definition(path);
      if (defined === undefined) found.add(path);
      else visit(defined);
    }
  };
  for (const { logic } of goals) visit(logic);
  return found;
}

function featuresIn(paths: ReadonlySet<string>, { features }: Manifest): readonly Feature[] {
  return [...paths].flatMap(path =>
    path.startsWith('metrics.') ? (features[path.slice('metrics.'.length)] ?? []) : [],
  );
}

function orderLaws(features: readonly Feature[], theory: Theory): readonly Goal[] {
  return features.flatMap(part =>
    features
      .filter(whole => whole !== part && theory.isAtMost(`metrics.${part.key}`, `metrics.${whole.key}`))
      .map(whole => ({
        logic: { '<=': [{ var: `metrics.${part.key}` }, { var: `metrics.${whole.key}` }] },
        truth: true,
      })),
  );
}

/** Of no events there is nothing to add up. */
function emptyLaws(features: readonly Feature[], manifest: Manifest): readonly Goal[] {
  const counts = features.filter(({ read }) => read.kind === 'count');
  return features.flatMap(sum =>
    counts
      .filter(count => !sum.missing && addsUpPartOf(sum, count, manifest))
      .map(({ key }) => ({
        logic: {
          or: [{ '>': [{ var: `metrics.${key}` }, 0] }, { '===': [{ var: `metrics.${sum.key}` }, 0] }],
        },
        truth: true,
      })),
  );
}

/** Nobody was first seen after the running hour. */
function timeLaws(paths: ReadonlySet<string>): readonly Goal[] {
  if (!paths.has('first_seen') || !paths.has('now')) return [];
  return [{ logic: { '<=': [{ var: 'first_seen' }, { '+': [{ var: 'now' }, HOUR_MS] }] }, truth: true }];
}
