import { dependenciesOf, eventOfNode, logicsOf, reach } from '../../dsl/compile/dependencies.ts';
import type { Dependencies } from '../../dsl/compile/dependencies.ts';
import { variablesOf } from '../../dsl/compile/expressions/logic-vars.ts';
import type { Logic } from '../../dsl/program/logic.ts';
import type { MissionRule, Program } from '../../dsl/program/program.ts';
import type { SlotTable } from '../logic/index.ts';

/** Rules that a set of event types can have changed. */
export interface Affected {
  readonly scores: ReadonlySet<string>;
  readonly segments: ReadonlySet<string>;
  readonly missions: ReadonlySet<string>;
  readonly badges: ReadonlySet<string>;
  readonly tiers: ReadonlySet<string>;
  readonly holds: boolean;
  readonly zone: boolean;
}
const NOTHING: Affected = {
  scores: new Set(),
  segments: new Set(),
  missions: new Set(),
  badges: new Set(),
  tiers: new Set(),
  holds: false,
  zone: false,
};

/** For every event type what depends on it, by the static graph; unions are made on demand. */
export function affectedIndex(program: Program): (types: Iterable<string>) => Affected {
  const graph = dependenciesOf(program);
  const byEvent = new Map<string, Affected>();
  for (const type of Object.keys(program.events)) byEvent.set(type, { ...emptyAffected() });
  const mark = (logics: readonly Logic[], set: (affected: MutableAffected) => void): void => {
    for (const type of eventsOf(graph, logics)) set(byEvent.get(type) as MutableAffected);
  };
  for (const score of program.scores) mark(logicsOf(score), affected => affected.scores.add(score.id));
  for (const { id, when } of program.segments) mark([when.logic], affected => affected.segments.add(id));
  for (const mission of program.missions)
    mark(progressLogics(mission), affected => affected.missions.add(mission.id));
  for (const { id, levels } of program.badges)
    mark(
      levels.map(({ when }) => when.logic),
      affected => affected.badges.add(id),
    );
  for (const { id, levels } of program.tiers)
    mark(
      levels.map(({ when }) => when?.logic ?? null),
      affected => affected.tiers.add(id),
    );
  for (const { logic } of Object.values(program.manifest.holds))
    mark([logic], affected => (affected.holds = true));
  mark([program.policy.time.customerZone.logic], affected => (affected.zone = true));
  return types => {
    const list = [...types];
    const [first] = list;
    if (list.length === 1 && first !== undefined) return byEvent.get(first) ?? NOTHING;
    const union = emptyAffected();
    for (const type of list) {
      const one = byEvent.get(type) ?? NOTHING;
      for (const key of ['scores', 'segments', 'missions', 'badges', 'tiers'] as const) {
        for (const id of one[key]) union[key].add(id);
      }
      union.holds ||= one.holds;
      union.zone ||= one.zone;
    }
    return union;
  };
}

interface MutableAffected {
  readonly scores: Set<string>;
  readonly segments: Set<string>;
  readonly missions: Set<string>;
  readonly badges: Set<string>;
  readonly tiers: Set<string>;
  holds: boolean;
  zone: boolean;
}

function emptyAffected(): MutableAffected {
  return {
    scores: new Set(),
    segments: new Set(),
    missions: new Set(),
    badges: new Set(),
    tiers: new Set(),
    holds: false,
    zone: false,
  };
}

function eventsOf(graph: Dependencies, logics: readonly Logic[]): readonly string[] {
  return [...reach(graph, logics.flatMap(variablesOf))].map(eventOfNode).filter(event => event !== undefined);
}

function progressLogics({ variants }: MissionRule): readonly Logic[] {
  return variants.flatMap(({ progress }) =>
    progress.kind === 'value' ? [progress.value.logic] : progress.steps.map(({ done }) => done.logic),
  );
}

/** The dependency graph turned around: from a cause to the slots that follow from it. */
export function dependentsIndex(program: Program, slots: SlotTable): (cause: string) => readonly number[] {
  const followers = new Map<string, string[]>();
  for (const [node, sources] of dependenciesOf(program)) {
    for (const source of sources) followers.set(source, [...(followers.get(source) ?? []), node]);
  }
  const known = new Map<string, readonly number[]>();
  return cause => {
    const found = known.get(cause) ?? slotsOf([...reach(followers, [cause])], slots);
    known.set(cause, found);
    return found;
  };
}

function slotsOf(nodes: readonly string[], slots: SlotTable): readonly number[] {
  return nodes
    .filter(node => eventOfNode(node) === undefined)
    .map(node => slots.slotOf(node))
    .flatMap(({ local, index }) => (local ? [] : [index]));
}
