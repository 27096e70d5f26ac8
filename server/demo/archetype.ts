/** A range that each customer draws an own figure from, both ends included. */
export type Range = readonly [low: number, high: number];

/** What a kind of customer does. Rates are per active day unless they say otherwise; days ago count from the demo's last day. */
export interface Archetype {
  readonly id: string;
  /** Share of the base, in per cent of all. */
  readonly share: number;
  readonly paymentType: 'prepaid' | 'postpaid' | 'hybrid';
  readonly plan: string;
  /** What the warehouse calls them. */
  readonly classCode: 'consumer' | 'youth' | 'business';
  /** Months with the operator before the last day, or days for customers who joined in the demo's time. */
  readonly tenure: { readonly months: Range } | { readonly days: Range };
  /** No usage, payment or app from the first to the second day ago: a silence. */
  readonly silent?: Range;
  readonly usage: UsageHabit;
  readonly recharges?: RechargeHabit;
  readonly bills?: BillHabit;
  readonly bundle?: BundleHabit;
  readonly app: AppHabit;
  readonly care: CareHabit;
  readonly network: NetworkHabit;
  readonly programme: ProgrammeHabit;
  readonly model: ModelView;
  readonly portOut?: { readonly requestedDaysAgo: Range; readonly keptAfterDays?: number };
}

export interface UsageHabit {
  /** Probability that a day sees any usage. */
  readonly activeDays: number;
  readonly callsOut: number;
  readonly callsIn: number;
  readonly minutes: Range;
  readonly onNet: number;
  readonly international: number;
  readonly roaming: number;
  readonly sms: number;
  readonly sessions: number;
  readonly megabytes: Range;
  readonly offPeak: number;
  readonly rat: readonly [string, ...string[]];
  /** From so many days ago on everything is multiplied by the factor. */
  readonly change?: { readonly daysAgo: number; readonly factor: number };
}

export interface RechargeHabit {
  readonly everyDays: number;
  readonly lastDaysAgo: Range;
  readonly amount: Range;
  readonly digital: number;
  /** Probability that a recharge fails first. */
  readonly fails: number;
  /** Probability that the balance runs low before. */
  readonly runsLow: number;
  /** Probability of an advance before, repaid with the recharge. */
  readonly advance: number;
  /** Only one, on the day of activation. */
  readonly once?: true;
}

export interface BillHabit {
  readonly lastPaidDaysAgo: Range;
  readonly amount: Range;
  readonly autopay: boolean;
  readonly digital: number;
  /** Days between the due date and the payment; negative: before. */
  readonly paidAfterDue: Range;
}

export interface BundleHabit {
  readonly sku: string;
  readonly price: number;
  readonly validDays: number;
  readonly paidFrom: 'balance' | 'card' | 'wallet' | 'bill';
  readonly autoRenew: boolean;
  /** Probability that a cycle is used up days before its end. */
  readonly depletedEarly: number;
  /** The last cycle began so long ago; none after. */
  readonly endedDaysAgo?: number;
  readonly larger?: string;
}

export interface AppHabit {
  /** Probability of a day with the app. */
  readonly days: number;
  readonly features: readonly string[];
  readonly featuresADay: number;
  readonly platform: 'ios' | 'android' | 'web';
  readonly ussd: number;
  readonly optIns: readonly ('sms' | 'email' | 'push' | 'call')[];
}

export interface CareHabit {
  /** Complaints in the last 60 days. */
  readonly complaints: Range;
  /** Tickets in the last 60 days. */
  readonly tickets: Range;
  readonly satisfaction: Range;
  readonly answersSurveys: number;
}

export interface NetworkHabit {
  /** Share of calls that drop. */
  readonly drops: number;
  /** Outages in the last 30 days, and how long each took. */
  readonly outages: Range;
  readonly outageMinutes: Range;
  readonly megabitsPerSecond: Range;
}

export interface ProgrammeHabit {
  /** In the last 90 days. */
  readonly referrals: Range;
  readonly redemptions: Range;
  /** Percent of the profile that is filled in. */
  readonly profile: Range;
  /** Partner purchases a day. */
  readonly partner: number;
  /** Months after which a plan with another fee was taken; the fee's change. */
  readonly planChange?: { readonly daysAgo: number; readonly delta: number };
}

/** What the operator's models say of such customers. */
export interface ModelView {
  readonly churn: Range;
  readonly offer?: {
    readonly sku: string;
    readonly kind: 'upsell' | 'cross_sell' | 'renewal';
    readonly propensity: Range;
  };
}
