import type { Feature } from '../../dsl/program/features.ts';
import type { Expression } from '../../dsl/program/logic.ts';
import type { NamedRule, ScoreRule, SegmentRule } from '../../dsl/program/program.ts';
import { localDay, startOfHour } from '../calendar/zone.ts';
import { daysInARow, lastTrueDay } from '../holds/hold-state.ts';
import { evaluateWith } from '../logic/index.ts';
import type { ComputeSlot, Slots } from '../logic/index.ts';
import { readFeature } from '../metrics/read-features.ts';
import type { ReadContext } from '../metrics/read-context.ts';
import { scoreOf } from '../scores/compute-score.ts';
import type { CustomerFacts, Decisions } from '../state.ts';
import type { Evaluation, LocalSlots, Subject } from './evaluation.ts';
import type { MissionContext, Value } from './mission-context.ts';
import type { Prepared } from './prepare.ts';
import type { Reads } from './slot-readers.ts';

const NO_LOCALS: LocalSlots = {
  context: { segment: null, fixed: {} },
  values: [],
  compute: () => {
    throw new Error('the rule needs a mission, and none is at hand');
  },
};

export interface EvaluationOptions {
  /** Holds count as met. */
  readonly assumeHolds?: boolean;
  /** `at` is a day's close: what happened on the day that begins there is not seen. */
  readonly closing?: boolean;
}

/** Rules over one customer as of `at`; nothing is computed before a rule asks for it. */
export function createEvaluation(
  prepared: Prepared,
  subject: Subject,
  at: number,
  options: EvaluationOptions = {},
): Evaluation {
  return new CustomerEvaluation(prepared, subject, at, options);
}

type Changing<T> = { -readonly [K in keyof T]: T[K] };

/** A class, since one is made for every customer and day, and its values are asked for by the thousand. */
class CustomerEvaluation implements Evaluation, Reads {
  readonly prepared: Prepared;
  readonly facts: CustomerFacts;
  readonly today: number;
  readonly assumeHolds: boolean;
  readonly #values: Slots;
  readonly #context: Changing<ReadContext>;
  #subject: Subject;

  constructor(prepared: Prepared, subject: Subject, at: number, options: EvaluationOptions) {
    const { facts } = subject;
    const { zone } = facts.kept;
    this.prepared = prepared;
    this.facts = facts;
    this.today = localDay(zone, at);
    this.assumeHolds = options.assumeHolds ?? false;
    this.#subject = subject;
    this.#values = emptySlots(prepared.slots.globals.length);
    this.#context = {
      facts: facts.kept,
      keepers: prepared.keepers,
      zone,
      weekStarts: prepared.policy.time.weekStarts,
      at,
      closing: options.closing ?? false,
      now: startOfHour(zone, at),
      firstSeen: facts.first_seen,
      features: prepared.program.manifest.features,
      fixed: undefined,
      period: undefined,
      step: undefined,
      range: undefined,
      evaluate: evaluateWith,
      hold: feature => this.#hold(feature),
      percentile: feature => this.#percentile(feature, null),
    };
  }

  get decisions(): Decisions {
    return this.#subject.decisions;
  }

  get at(): number {
    return this.#context.at;
  }

  value({ logic }: Pick<Expression, 'logic'>, locals: LocalSlots = NO_LOCALS): Value {
    if (logic === null || typeof logic !== 'object') return logic;
    return this.prepared.rule(logic)(this.#values, this.#compute, locals.values, locals.compute);
  }

  number(expression: Expression, locals?: LocalSlots): number | null {
    const value = this.value(expression, locals);
    return typeof value === 'number' ? value : null;
  }

  truth(expression: Expression, locals?: LocalSlots): boolean {
    return this.value(expression, locals) === true;
  }

  variable(path: string): Value {
    const { local, index } = this.prepared.slots.slotOf(path);
    return local ? null : this.#read(index);
  }

  score(id: string): number {
    const slot = this.prepared.scoreSlot(id);
    const value = slot === undefined ? this.variable(`scores.${id}`) : this.#read(slot);
    return typeof value === 'number' ? value : 0;
  }

  locals(mission: MissionContext): LocalSlots {
    const values = emptySlots(this.prepared.slots.locals.length);
    let own: ReadContext | undefined;
    const compute: ComputeSlot = slot => {
      const reader = this.prepared.localReader(slot);
      const value =
        reader.kind === 'metric'
          ? readFeature(reader.feature, (own ??= this.#contextOf(mission)))
          : reader.read(mission);
      values[slot] = value;
      return value;
    };
    return { context: mission, values, compute };
  }

  forget(changed: readonly number[]): void {
    const values = this.#values;
    for (const slot of changed) values[slot] = undefined;
  }

  follow(next: Subject, to: number): boolean {
    const context = this.#context;
    if (next.facts !== this.facts) return false;
    this.#subject = next;
    // Facts are changed in place; whoever does so has the values that follow from them forgotten.
    context.firstSeen = this.facts.first_seen;
    if (to === context.at) return true;
    if (localDay(context.zone, to) !== this.today) return false;
    context.at = to;
    const hour = startOfHour(context.zone, to);
    if (hour !== context.now) this.forget(this.prepared.dependentsOf('now'));
    context.now = hour;
    return true;
  }

  readMetric(feature: Feature): Value {
    return readFeature(feature, this.#context);
  }

  readNamed({ value }: NamedRule): Value {
    return this.value(value);
  }

  readScore(rule: ScoreRule): Value {
    return scoreOf(this, rule);
  }

  readSegment({ when }: SegmentRule): Value {
    return this.truth(when);
  }

  readStanding(name: string): Value {
    const { decisions } = this;
    switch (name) {
      case 'points_balance':
        return decisions.points.balance;
      case 'points_pending':
        return decisions.points.pending;
      case 'tier': {
        const [tier] = this.prepared.program.tiers;
        return tier === undefined ? null : (decisions.tiers[tier.id]?.level ?? tier.levels[0]?.id ?? null);
      }
      case 'active_missions':
        return decisions.missions.filter(({ status }) => status === 'active').length;
      default:
        throw new Error(`no standing ${name}`);
    }
  }

  readZone(): Value {
    return this.#context.zone;
  }

  readNow(): Value {
    return this.#context.now;
  }

  readFirstSeen(): Value {
    return this.facts.first_seen ?? this.#context.now;
  }

  #read(slot: number): Value {
    const known = this.#values[slot];
    return known === undefined ? this.#compute(slot) : known;
  }

  readonly #compute: ComputeSlot = slot => {
    const value = this.prepared.reader(slot)(this);
    this.#values[slot] = value;
    return value;
  };

  #contextOf({ fixed, period, stepFrom, segment }: MissionContext): ReadContext {
    return {
      ...this.#context,
      fixed,
      period,
      step: stepFrom === undefined ? undefined : { from: stepFrom },
      percentile: feature => this.#percentile(feature, segment),
    };
  }

  #hold({ read }: Feature): Value {
    if (read.kind !== 'hold') return null;
    if (this.assumeHolds) return true;
    const { today } = this;
    const condition = this.prepared.holds.get(read.condition);
    const state = this.decisions.holds[read.condition];
    const nowTrue = condition !== undefined && this.truth(condition);
    if (read.operator === 'for') return nowTrue && daysInARow(state, today - 1) >= read.days;
    const last = nowTrue ? today : lastTrueDay(state, today - 1);
    return last !== null && last >= today - read.days;
  }

  #percentile({ read }: Feature, segment: string | null): Value {
    if (read.kind !== 'percentile') return null;
    const { percentiles } = this.prepared.release.constants;
    const base = `${read.metric}@${read.percent}`;
    return percentiles[read.bySegment && segment !== null ? `${base}@${segment}` : base] ?? null;
  }
}

/** Room for every slot at once, so that the list need not grow. */
function emptySlots(count: number): Slots {
  return new Array<undefined>(count).fill(undefined);
}
