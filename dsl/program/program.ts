import type { Manifest } from './features.ts';
import type { Expression, TypeName } from './logic.ts';

export type LevelName = 'a' | 'b' | 'c';
export type Levels = Readonly<Partial<Record<LevelName, number>>>;
export type SourceType = 'cdr' | 'billing' | 'app' | 'crm' | 'network' | 'dwh' | 'xiva' | 'ml' | 'cairn';

export interface AttributeType {
  readonly type: TypeName;
  /** Unit that a plain number is read in, for quantities (`byte`, `min` …). */
  readonly unit?: string;
  /** Allowed texts. */
  readonly values?: readonly string[];
  /** Worked out from the other attributes when the event does not carry it (JSONLogic over `event.*`). */
  readonly is?: Expression;
}

/** A leaf event type: one that arrives and is stored. Derived streams live only in the manifest's taps. */
export interface EventType {
  readonly id: string;
  readonly name: string;
  readonly sourceTypes: readonly SourceType[];
  /** Catalogue unit of the value; absent: the event has no value of its own. */
  readonly unit?: string;
  readonly valueType?: TypeName;
  /** The value may be below zero. */
  readonly signed?: true;
  readonly required: readonly string[];
  readonly attributes: Readonly<Record<string, AttributeType>>;
}

/** Expressions over the raw record (`record.*`), strict: an absent field makes the expression missing. */
export interface MappingEntry {
  readonly id?: string;
  readonly when?: Expression;
  readonly eventId?: Expression;
  readonly customerId: Expression;
  readonly timestamp: Expression;
  readonly reversalOf?: Expression;
  readonly reason?: Expression;
  /** Absent where `types` is one type. */
  readonly eventType?: Expression;
  /** Own word → event type, or the one event type. */
  readonly types: string | Readonly<Record<string, string>>;
  /** By event type; tried in order, the first that is not missing counts. */
  readonly value: Readonly<Record<string, readonly Expression[]>>;
  readonly attributes: Readonly<Record<string, Readonly<Record<string, Expression>>>>;
}

export interface SourceRule {
  readonly id: string;
  readonly name: string;
  readonly sourceType: SourceType;
  readonly syncFrequency: string;
  readonly entries: readonly MappingEntry[];
}

export interface NamedRule {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** `text` is an expression of the language, or for parameters and tables a line that tells what they hold. */
  readonly value: Expression;
  /** Absent: a metric. A result of a table that has several is named `table~dresult`. */
  readonly of?: 'parameter' | 'table';
}

export interface SegmentRule {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly when: Expression;
}

export interface ScoreTerm {
  readonly id: string;
  readonly label: string;
  readonly weight: number;
  readonly value: Expression;
  /** A term none of whose source types is live drops out; empty: never. */
  readonly sourceTypes: readonly SourceType[];
}

export interface ScoreBound {
  readonly name: string;
  readonly value: number;
  readonly when: Expression;
}

export interface ScoreRule {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly highIsBad: boolean;
  readonly terms: readonly ScoreTerm[];
  /** Over `scores.weighted`; absent: the weighted sum itself. */
  readonly result?: Expression;
  readonly atLeast: readonly ScoreBound[];
  readonly atMost: readonly ScoreBound[];
  readonly crossings: { readonly at: readonly number[]; readonly margin: number };
}

/** calendar: the running one, or the next when half is gone; days: whole local days, an expression in ms over the level. */
export type MissionPeriod =
  | { readonly kind: 'calendar'; readonly unit: 'week' | 'month' | 'quarter' }
  | { readonly kind: 'days'; readonly length: Expression };

export interface MissionStep {
  readonly id: string;
  readonly name: string;
  readonly done: Expression;
}

export type MissionProgress =
  | { readonly kind: 'value'; readonly value: Expression }
  | { readonly kind: 'steps'; readonly order: 'listed' | 'any'; readonly steps: readonly MissionStep[] };

export interface MissionVariant {
  /** '' for the only one. */
  readonly name: string;
  readonly when?: Expression;
  readonly period: MissionPeriod;
  readonly progress: MissionProgress;
  readonly levels: Levels;
  /** Levels are written as percentages, so progress is shown as one. */
  readonly inPercent?: true;
  /** Over `mission.level`; steps without one: the number of steps. */
  readonly target: Expression;
}

export interface MissionReward {
  readonly points?: Expression;
  readonly data?: Expression;
  readonly money?: Expression;
  readonly offer?: string;
  readonly holdDays?: number;
}

export type PastPolicy = 'quiet' | 'tell' | 'from_now';

export interface MissionRule {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly segments: readonly string[];
  readonly fixed: readonly { readonly name: string; readonly value: Expression }[];
  readonly variants: readonly MissionVariant[];
  readonly generate: { readonly when: Expression; readonly fit?: Expression; readonly margin?: Expression };
  readonly reward: MissionReward;
  readonly cooldown: { readonly successDays?: number; readonly expiryDays?: number };
  readonly approval?: string;
  readonly budget?: string;
  readonly control?: number;
  readonly was: readonly string[];
  readonly past?: PastPolicy;
}

export const BADGE_LEVELS = ['bronze', 'silver', 'gold', 'platinum'] as const;
export type BadgeLevel = (typeof BADGE_LEVELS)[number];
export type RevokeCause = 'reversal' | 'fraud' | 'operator';

export interface BadgeRule {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly revokeOn: readonly RevokeCause[];
  /** Lowest first; a level needs the one before it. */
  readonly levels: readonly {
    readonly level: BadgeLevel;
    readonly when: Expression;
    readonly points: number;
  }[];
  readonly was: readonly string[];
  readonly past?: PastPolicy;
}

export interface TierRule {
  readonly id: string;
  readonly name: string;
  readonly graceDays: number;
  /** Lowest first; the first has no condition. */
  readonly levels: readonly { readonly id: string; readonly when?: Expression }[];
  readonly was: readonly string[];
  readonly past?: PastPolicy;
}

export interface CampaignTrigger {
  readonly event: string;
  readonly where?: Expression;
}

export interface CampaignRule {
  readonly id: string;
  readonly name: string;
  readonly trigger?: CampaignTrigger & {
    /** Of a family or a derived stream: the stored events that it is made of. */
    readonly leaves?: readonly CampaignTrigger[];
  };
  readonly audience?: Expression;
  readonly webhook: string;
  readonly include: readonly { readonly name: string; readonly value: Expression }[];
  readonly offer?: Readonly<Record<string, string>>;
  readonly limit?: { readonly count: number; readonly days: number };
  readonly from?: string;
  readonly until?: string;
}

export interface PolicyRule {
  readonly id: string;
  readonly time: {
    readonly zone: string;
    /** Text: an IANA zone. */
    readonly customerZone: Expression;
    /** 1 = Monday … 7 = Sunday. */
    readonly weekStarts: number;
    readonly latenessMs: number;
  };
  readonly exclude?: Expression;
  readonly holdout: { readonly share: number; readonly salt: string };
  readonly control: { readonly share: number };
  readonly maxActive: number;
  /** `of`: a tag or a category. */
  readonly limits: readonly { readonly of: string; readonly atLeast?: number; readonly atMost?: number }[];
  readonly displace: readonly { readonly of: string; readonly displaces: string }[];
  readonly cooldown: { readonly successDays: number; readonly expiryDays: number };
  readonly level: { readonly first: LevelName; readonly upAfter: number; readonly downAfter: number };
  readonly rewardFactors: Levels;
  readonly categories: Readonly<Record<string, { readonly weight: number; readonly margin: number }>>;
  readonly cost: { readonly point: number; readonly gb: number };
  /** Over `mission.weight`, `mission.fit`, `mission.margin`, `mission.cost`. */
  readonly priority: Expression;
  readonly budgets: Readonly<
    Record<string, { readonly points: number; readonly per: 'day' | 'week' | 'month' | 'quarter' }>
  >;
  readonly badgePoints: Readonly<Record<BadgeLevel, number>>;
  readonly points: { readonly expireDays: number; readonly onReversal: 'take_back' | 'keep' };
}

/** One compiled set of rules. Plain JSON, content-addressed: `hash` is the SHA-256 of the rest in canonical form. */
export interface Program {
  readonly format: 1;
  readonly hash: string;
  readonly events: Readonly<Record<string, EventType>>;
  readonly sources: readonly SourceRule[];
  readonly named: readonly NamedRule[];
  readonly segments: readonly SegmentRule[];
  readonly scores: readonly ScoreRule[];
  readonly missions: readonly MissionRule[];
  readonly badges: readonly BadgeRule[];
  readonly tiers: readonly TierRule[];
  readonly campaigns: readonly CampaignRule[];
  readonly policy: PolicyRule;
  readonly manifest: Manifest;
}
