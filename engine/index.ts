import type { Expression } from '../dsl/program/logic.ts';
import type { Program } from '../dsl/program/program.ts';
import { explainCondition } from './explain/explain-condition.ts';
import { explainRule } from './explain/explain-rule.ts';
import { sentenceOf } from './explain/sentences.ts';
import { proposeMissions } from './missions/propose.ts';
import type { AssignedMission, Decide, Effect, Entry, Release, Snapshot } from './model.ts';
import { rebuild, recalculate } from './recalculate.ts';
import type { Rebuilt, Recalculated } from './recalculate.ts';
import type { Value } from './runtime/mission-context.ts';
import { prepare } from './runtime/prepare.ts';
import type { EngineOptions } from './runtime/prepare.ts';
import { parseState } from './state-text.ts';
import { createDecide } from './step/decide.ts';
import { catchUp } from './upgrade/catch-up.ts';
import type { CaughtUp } from './upgrade/catch-up.ts';
import { upgradedSnapshot } from './upgrade/upgraded-snapshot.ts';
import { evaluationOf, viewCustomer } from './view/view-customer.ts';
import { packMission } from './missions/pack-mission.ts';
import { viewMission } from './view/view-mission.ts';
import type { CustomerView, ExplainNode, ExplanationView, MissionView, NotGenerated } from './views.ts';

export type * from './model.ts';
export type * from './views.ts';
export type { EngineOptions } from './runtime/prepare.ts';
export { canonicalJson } from './canonical.ts';

/** Everything that can be asked of a release's rules. Pure: the clock comes in as `at`, in ms. */
export interface Engine {
  readonly program: Program;
  readonly release: Release;
  readonly decide: Decide;
  view(snapshot: Snapshot | null, customer: string, at: number): CustomerView;
  /** A mission that left the state when it ended, as it was given. */
  viewEnded(snapshot: Snapshot, at: number, mission: AssignedMission): MissionView;
  /** Templates whose missions an event of this type can move. */
  missionsMovedBy(eventType: string): ReadonlySet<string>;
  /** Templates that would not be given now, and why. */
  notGenerated(snapshot: Snapshot | null, customer: string, at: number): readonly NotGenerated[];
  explain(snapshot: Snapshot | null, customer: string, at: number, rule: string): ExplanationView | undefined;
  /** A condition of the caller's own, taken apart as those of the rules are. */
  explainCondition(snapshot: Snapshot | null, at: number, condition: Expression): ExplainNode;
  evaluate(snapshot: Snapshot | null, at: number, expression: Pick<Expression, 'logic'>): Value;
  /** Whether the snapshot was folded by other keepers than this release's, so that its facts must be folded again. */
  isStale(snapshot: Snapshot): boolean;
  /** What this release had to decide before the next went live at `until`, where no step has come for it. */
  catchUp(before: Snapshot, until: number, history?: readonly Entry[]): CaughtUp | 'history';
  /** As the customer's first step with this release will find him, for reading; a stale one is folded again before. */
  upgraded(snapshot: Snapshot): Snapshot;
  /** From the journal alone: what the snapshot must equal byte for byte. */
  recalculate(customer: string, entries: readonly Entry[], snapshot: Snapshot): Recalculated;
  /** As `recalculate`, where the state that is kept may be damaged, or gone. */
  rebuild(
    customer: string,
    entries: readonly Entry[],
    kept: { readonly state: string | null; readonly at: number },
  ): Rebuilt;
  sentence(effect: Effect): string;
  /** Constants that a calibration must measure. */
  readonly percentilesNeeded: readonly {
    readonly metric: string;
    readonly percent: number;
    readonly bySegment: boolean;
  }[];
}

export function createEngine(program: Program, release: Release, options?: EngineOptions): Engine {
  const prepared = prepare(program, release, options);
  return {
    program,
    release,
    decide: createDecide(prepared),
    view: (snapshot, customer, at) => viewCustomer(prepared, snapshot, customer, at),
    viewEnded: (snapshot, at, mission) =>
      viewMission(evaluationOf(prepared, snapshot, at), {
        ...packMission(mission),
        status: 'completed',
        offset: 0,
        steps: {},
      }),
    missionsMovedBy: eventType => prepared.affectedBy([eventType]).missions,
    notGenerated: (snapshot, customer, at) =>
      proposeMissions(evaluationOf(prepared, snapshot, at), customer, program.missions).refused.map(refused =>
        refused.explain(),
      ),
    explain: (snapshot, customer, at, rule) =>
      explainRule(evaluationOf(prepared, snapshot, at), customer, rule),
    explainCondition: (snapshot, at, condition) =>
      explainCondition(evaluationOf(prepared, snapshot, at), condition),
    evaluate: (snapshot, at, expression) => evaluationOf(prepared, snapshot, at).value(expression),
    isStale: ({ state }) => parseState(state).keepers !== prepared.keepersHash,
    catchUp: (before, until, history) => catchUp(prepared, before, until, history),
    upgraded: snapshot => upgradedSnapshot(prepared, snapshot),
    recalculate: (customer, entries, { state, at }) =>
      recalculate(prepared, customer, entries, parseState(state).facts.kept.zone, at),
    rebuild: (customer, entries, { state, at }) => rebuild(prepared, customer, entries, state, at),
    sentence: effect => sentenceOf(effect, program),
    percentilesNeeded: Object.values(program.manifest.features).flatMap(({ read }) =>
      read.kind === 'percentile'
        ? [{ metric: read.metric, percent: read.percent, bySegment: read.bySegment }]
        : [],
    ),
  };
}
