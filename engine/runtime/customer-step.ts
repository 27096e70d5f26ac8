import { foldEvent } from '../metrics/facts.ts';
import type { FactEvent } from '../metrics/fact-event.ts';
import type { Effect, Input, StepEntry } from '../model.ts';
import { NO_DECISIONS, noFacts } from '../state.ts';
import type { CustomerFacts, CustomerState, Decisions } from '../state.ts';
import { applyEffect } from '../step/apply-effect.ts';
import { platformEvent } from '../step/platform-events.ts';
import { createEvaluation } from './create-evaluation.ts';
import type { Evaluation } from './evaluation.ts';
import type { Prepared } from './prepare.ts';

/**
 * One customer being worked on: facts and decisions as they stand, and the entry whose effects are being collected.
 * Every decision goes through `emit`, which folds it at once, so that what follows sees it.
 */
export interface CustomerStep {
  readonly prepared: Prepared;
  readonly customer: string;
  facts: CustomerFacts;
  decisions: Decisions;
  /** The clock of the entry at hand, ms. */
  at: number;
  readonly entries: StepEntry[];
  /** Scores as last told, for `score_changed`. */
  scores: Record<string, number>;
  /** Journalled effects of the entry at hand. */
  effects: Effect[];
  /** Its derived ones: shown, never folded. */
  told: Effect[];
  /** The platform's own events among its effects, but for those of which nobody is told. */
  events: FactEvent[];
  /** Event types folded since the last judgement: what the dependency graph starts from. */
  readonly touched: Set<string>;
  emit(effect: Effect): void;
  /** As of the entry's clock, over facts and decisions as they are now. */
  evaluation(): Evaluation;
  /** Facts were changed from outside: what follows from these nodes of the dependency graph is worked out anew. */
  forget(causes: readonly string[]): void;
}

export function createCustomerStep(
  prepared: Prepared,
  customer: string,
  state: CustomerState | null,
  scores: Readonly<Record<string, number>>,
  recent: Evaluation | null = null,
): CustomerStep {
  let current = recent;
  const step: CustomerStep = {
    prepared,
    customer,
    facts: state?.facts ?? noFacts(prepared.policy.time.zone),
    decisions: state?.decisions ?? NO_DECISIONS,
    at: 0,
    entries: [],
    scores: { ...scores },
    effects: [],
    told: [],
    events: [],
    touched: new Set(),
    emit: effect => {
      if (isDerived(effect)) {
        step.told.push(effect);
        return;
      }
      step.effects.push(effect);
      step.decisions = applyEffect(step.decisions, effect, step.at);
      const event = platformEvent(effect, step.at, step.effects.length);
      if (event !== null) {
        foldEvent(step.facts.kept, prepared.keepers, event, step.at);
        step.touched.add(event.type);
        if (!isQuiet(effect)) step.events.push(event);
      }
      const causes = standingsOf(effect);
      if (event !== null) causes.push(`event:${event.type}`);
      step.forget(causes);
    },
    evaluation: () => {
      if (current?.follow(step, step.at) !== true) current = createEvaluation(prepared, step, step.at);
      return current;
    },
    forget: causes => {
      for (const cause of causes) current?.forget(prepared.dependentsOf(cause));
    },
  };
  return step;
}

/** Closes the entry at hand: its effects leave with it. */
export function finishEntry(step: CustomerStep, input: Input, answer: StepEntry['answer']): void {
  step.entries.push({
    id: input.id,
    kind: input.kind,
    at: step.at,
    input: input.body,
    bodyHash: input.bodyHash,
    effects: [...step.told, ...step.effects],
    answer,
    marks: [...marksOfInput(input), ...marksOf(step.effects)],
    send: step.effects.filter(effect => effect.kind === 'campaign_triggered'),
  });
  startEntry(step);
}

/** Begins an entry: what was told before is another's. */
export function startEntry(step: CustomerStep): void {
  step.effects = [];
  step.told = [];
  step.events = [];
}

export function isDerived(effect: Effect): boolean {
  return effect.kind === 'score_changed' || effect.kind === 'mission_progressed';
}

function isQuiet(effect: Effect): boolean {
  return 'quiet' in effect && effect.quiet === true;
}

const MARKED: Partial<Record<Effect['kind'], (effect: Effect) => string | undefined>> = {
  mission_proposed: effect => (effect.kind === 'mission_proposed' ? effect.mission.template : undefined),
  mission_assigned: effect => (effect.kind === 'mission_assigned' ? effect.mission.template : undefined),
  mission_completed: effect => ('template' in effect ? effect.template : undefined),
  mission_expired: effect => ('template' in effect ? effect.template : undefined),
  mission_withdrawn: effect => ('template' in effect ? effect.template : undefined),
  mission_reversed: effect => ('template' in effect ? effect.template : undefined),
  badge_awarded: effect => (effect.kind === 'badge_awarded' ? `${effect.badge}:${effect.level}` : undefined),
  badge_revoked: effect => (effect.kind === 'badge_revoked' ? `${effect.badge}:${effect.level}` : undefined),
  tier_changed: effect => (effect.kind === 'tier_changed' ? effect.to : undefined),
  reward_granted: effect => ('template' in effect ? effect.template : undefined),
  campaign_triggered: effect => (effect.kind === 'campaign_triggered' ? effect.campaign : undefined),
};

/** The rare effects by which entries are found and counted: "kind" and "kind:subject". */
function marksOf(effects: readonly Effect[]): string[] {
  const marks = new Set<string>();
  for (const effect of effects) {
    const subject = MARKED[effect.kind]?.(effect);
    if (subject === undefined) continue;
    marks.add(effect.kind);
    marks.add(`${effect.kind}:${subject}`);
  }
  return [...marks];
}

/** What takes an event back is looked for by whoever reads about that event. */
function marksOfInput(input: Input): readonly string[] {
  return input.kind === 'event' && input.body.reversal_of !== undefined ? ['reversal'] : [];
}

/** What of a customer's standing an effect changes, as nodes of the dependency graph. */
function standingsOf({ kind }: Effect): string[] {
  switch (kind) {
    case 'points_posted':
      return ['standing.points_balance', 'standing.points_pending'];
    case 'tier_changed':
      return ['standing.tier'];
    case 'rule_renamed':
      return ['standing.tier', 'standing.active_missions'];
    case 'hold_changed':
      return ['standing.holds'];
    case 'mission_assigned':
    case 'mission_closing':
    case 'mission_completed':
    case 'mission_expired':
    case 'mission_withdrawn':
    case 'mission_reversed':
      return ['standing.active_missions'];
    default:
      return [];
  }
}
