import type { Manifest, Read } from '../program/features.ts';
import type { Logic } from '../program/logic.ts';
import type { NamedRule, ScoreRule, SegmentRule } from '../program/program.ts';
import { variablesOf } from './expressions/logic-vars.ts';

type RuleParts = {
  readonly named: readonly NamedRule[];
  readonly segments: readonly SegmentRule[];
  readonly scores: readonly ScoreRule[];
  readonly manifest: Manifest;
};

/** What each variable is worked out from: `named.tenure` → [`metrics.…`, `now`]. Leaves have no entry. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/** The static graph from variables to what they are worked out from; event types are `event:<id>`. */
export function dependenciesOf({ named, segments, scores, manifest }: RuleParts): Dependencies {
  const graph = new Map<string, readonly string[]>();
  for (const { id, value } of named) graph.set(`named.${id}`, variablesOf(value.logic));
  for (const { id, when } of segments) graph.set(`segments.${id}`, variablesOf(when.logic));
  for (const score of scores)
    graph.set(
      `scores.${score.id}`,
      logicsOf(score).flatMap(logic => variablesOf(logic)),
    );
  for (const feature of Object.values(manifest.features)) {
    const inner = innerOf(feature.read, manifest);
    const root = readsPastAlone(feature.read) ? 'past' : 'event';
    graph.set(`metrics.${feature.key}`, [...feature.events.map(event => `${root}:${event}`), ...inner]);
  }
  return graph;
}

/** Baselines lie before their window, so that an event of today does not move them: they depend on `past:<event>`. */
function readsPastAlone({ kind }: Read): boolean {
  return kind === 'usual' || kind === 'medianOfPeriods';
}

/** The event type that a node of the graph stands for, if it is one. */
export function eventOfNode(node: string): string | undefined {
  const [root, event] = node.split(':', 2);
  return root === 'event' || root === 'past' ? event : undefined;
}

/** What a feature depends on besides its events: the clock, when the customer was first seen, other features. */
function innerOf(read: Read, manifest: Manifest): readonly string[] {
  switch (read.kind) {
    case 'hold':
      return ['standing.holds', ...variablesOf(manifest.holds[read.condition]?.logic ?? null)];
    case 'usual':
      return ['first_seen'];
    case 'medianOfPeriods':
      return ['first_seen'];
    case 'since':
      return ['now'];
    default:
      return 'window' in read && read.window?.kind === 'sliding' && read.window.unit === 'hour'
        ? ['now']
        : [];
  }
}

export function logicsOf({ terms, result, atLeast, atMost }: ScoreRule): readonly Logic[] {
  return [
    ...terms.map(({ value }) => value.logic),
    ...(result === undefined ? [] : [result.logic]),
    ...[...atLeast, ...atMost].map(({ when }) => when.logic),
  ];
}

/** Everything that the given variables are worked out from, directly or not, themselves included. */
export function reach(graph: Dependencies, from: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(graph.get(next) ?? []));
  }
  return seen;
}

/** One way around each circle, as variables; a rule that stands in several is named once. */
export function circles(graph: Dependencies): readonly (readonly string[])[] {
  const done = new Set<string>();
  const found: (readonly string[])[] = [];
  const visit = (node: string, path: readonly string[]): void => {
    const start = path.indexOf(node);
    if (start >= 0) {
      found.push([...path.slice(start), node]);
      return;
    }
    if (done.has(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...path, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return found;
}
