import type { ResolvedAggregate } from './scope.ts';

export type WindowKind = 'hours' | 'days' | 'calendar' | 'mission' | 'lifetime';

/** What an aggregate reads from each event of its stream. */
export type Subject =
  /** The event itself: `count(usage, …)`. */
  | 'event'
  /** A quantity, `value` where no attribute is named: `sum(usage.data, …)`. */
  | 'quantity'
  /** Any attribute, `value` where none is named: `last(attribute.changed.value)`. */
  | 'attribute'
  /** An attribute that must be named and is counted by its values: `distinct(app.feature.feature, …)`. */
  | 'key'
  /** A quantity, or the time between events: `median(payment.gap, …)`. */
  | 'gap';

export interface AggregateRow {
  readonly name: ResolvedAggregate['function'];
  readonly subject: Subject;
  /** As the author writes it. */
  readonly signature: string;
  readonly doc: string;
  readonly example: string;
  readonly missing: boolean;
  /** 'subject': the type of what is read. */
  readonly result: 'number' | 'duration' | 'subject';
  readonly windows: readonly WindowKind[];
  /** 'none': it takes no window; 'optional': without one it sees all time. */
  readonly window: 'required' | 'optional' | 'none';
  readonly whereRequired: boolean;
}

const ALL: readonly WindowKind[] = ['hours', 'days', 'calendar', 'mission', 'lifetime'];
const BY_DAY: readonly WindowKind[] = ['days', 'calendar', 'mission', 'lifetime'];

/** The aggregates over streams, one row each. */
export const AGGREGATES: readonly AggregateRow[] = [
  row(
    'count',
    'event',
    'count(stream [where …], window)',
    'How many events there were.',
    'count(app.login, 30d)',
    {},
  ),
  row(
    'sum',
    'quantity',
    'sum(stream [where …], window)',
    'The sum of the values; 0 without events.',
    'sum(usage.data where off_peak, 7d)',
    { result: 'subject' },
  ),
  row(
    'avg',
    'quantity',
    'avg(stream [where …], window)',
    'The mean of the values; missing without events.',
    'avg(recharge.completed, 90d)',
    { result: 'subject', missing: true },
  ),
  row(
    'min',
    'quantity',
    'min(stream [where …], window)',
    'The smallest value; missing without events.',
    'min(recharge.completed, 30d)',
    { result: 'subject', missing: true },
  ),
  row(
    'max',
    'quantity',
    'max(stream [where …], window)',
    'The largest value; missing without events.',
    'max(bill.overdue, 30d)',
    { result: 'subject', missing: true },
  ),
  row(
    'days',
    'event',
    'days(stream [where …], window)',
    'On how many local days there were events.',
    'days(usage, 30d)',
    { windows: BY_DAY },
  ),
  row(
    'distinct',
    'key',
    'distinct(stream.attribute [where …], window)',
    'How many different values there were.',
    'distinct(service_use.service, 30d)',
    { windows: BY_DAY },
  ),
  row(
    'first',
    'attribute',
    'first(stream[.attribute] [where …] [, window])',
    'The earliest event’s value, or another of its attributes.',
    'first(sim.activated.time)',
    {
      result: 'subject',
      missing: true,
      window: 'optional',
      windows: ['hours', 'days', 'calendar', 'mission'],
    },
  ),
  row(
    'last',
    'attribute',
    'last(stream[.attribute] [where …] [, window])',
    'The latest event’s value, or another of its attributes.',
    'last(ml.scored.churn_probability, 7d)',
    {
      result: 'subject',
      missing: true,
      window: 'optional',
      windows: ['hours', 'days', 'calendar', 'mission'],
    },
  ),
  row('since', 'event', 'since(stream [where …])', 'The time since the latest event.', 'since(usage)', {
    result: 'duration',
    missing: true,
    window: 'none',
  }),
  row(
    'median',
    'gap',
    'median(stream[.gap] [where …], last n)',
    'The median of the last n values, or of the times between the events.',
    'median(payment.gap, last 8)',
    { result: 'subject', missing: true, window: 'none' },
  ),
  row(
    'streak',
    'event',
    'streak(stream [where …], unit [, window] [, forgive n per days])',
    'Units in a row with an event, up to now; `each`: events in a row that meet the condition.',
    'streak(usage, day, period, forgive 1 per 7d)',
    { window: 'optional', windows: ['days', 'calendar', 'mission'] },
  ),
  row(
    'best_streak',
    'event',
    'best_streak(stream [where …], unit [, window] [, forgive n per days])',
    'The longest run of units in a row with an event.',
    'best_streak(usage, day)',
    { window: 'optional', windows: ['days', 'calendar', 'mission'] },
  ),
  row(
    'open',
    'key',
    'open(stream.attribute where … [, window])',
    'How many values of the attribute have a latest event that meets the condition.',
    'open(bundle_state.sku where active, 90d)',
    { window: 'optional', windows: ['days', 'calendar'], whereRequired: true },
  ),
];

export interface SpecialRow {
  readonly name: 'usual' | 'median_of_periods' | 'percentile';
  readonly signature: string;
  readonly doc: string;
  readonly example: string;
}

/** Aggregates over other aggregates and over the whole base. */
export const SPECIAL_AGGREGATES: readonly SpecialRow[] = [
  {
    name: 'usual',
    signature: 'usual(count or sum or days of a sliding window, days)',
    doc: 'What is usual for the customer: the rate over so many days before the window; missing under 14 known days.',
    example: 'usual(count(usage, 30d), 90d)',
  },
  {
    name: 'median_of_periods',
    signature: 'median_of_periods(value over a calendar window, n)',
    doc: 'The median over the n whole periods that ended last; missing under 3.',
    example: 'median_of_periods(sum(usage.data, week), 6)',
  },
  {
    name: 'percentile',
    signature: 'percentile(metric, share [, segment])',
    doc: 'The value that so many of all customers (or of the customer’s segment) stay under: a constant of the release.',
    example: 'percentile(data_7d, 95%, segment)',
  },
];

function row(
  name: AggregateRow['name'],
  subject: Subject,
  signature: string,
  doc: string,
  example: string,
  rest: Partial<AggregateRow>,
): AggregateRow {
  const base = {
    missing: false,
    result: 'number',
    windows: ALL,
    window: 'required',
    whereRequired: false,
  } as const;
  return { name, subject, signature, doc, example, ...base, ...rest };
}
