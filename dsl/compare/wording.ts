import type { DocumentKind } from '../documents/index.ts';
import { readable } from './tell-condition.ts';

/**
 * How a change of a field is told. `figure`: "X's target falls from …", `condition`: "X now needs …", `words`: "X is now
 * also for …", `formula`: "X now counts … instead of …".
 */
export interface Wording {
  readonly form: 'figure' | 'condition' | 'words' | 'formula';
  /** What is changed; `$1` is the first free step of the path, `$2` the second. */
  readonly what: string;
  /** Closes the sentence: "… to be offered". */
  readonly suffix?: string;
}

const figure = (what: string): Wording => ({ form: 'figure', what });
const formula = (what: string): Wording => ({ form: 'formula', what });
const words = (what: string): Wording => ({ form: 'words', what });
const condition = (what = '', suffix = ''): Wording => ({ form: 'condition', what, suffix });

/** Paths of each kind, `*` for a free step. */
const WORDINGS: Readonly<Partial<Record<DocumentKind, Readonly<Record<string, Wording>>>>> = {
  mission: {
    category: figure('category'),
    tags: words('has the tag'),
    segments: words('is for'),
    period: figure('period'),
    progress: formula('counts'),
    'fixed.*': figure('fixed figure $1'),
    'target.levels.*': figure('target at level $1'),
    'target.value': figure('target'),
    'variants.*.when': condition('in its $1 form'),
    'variants.*.period': figure('period in its $1 form'),
    'variants.*.progress': formula('counts, in its $1 form,'),
    'variants.*.target.levels.*': figure('target at level $2 in its $1 form'),
    'variants.*.target.value': figure('target in its $1 form'),
    'steps.*.name': figure('name of the step $1'),
    'steps.*.done': condition('step $1', 'to be done'),
    'generate.when': condition('', 'to be offered'),
    'generate.fit': figure('fit'),
    'generate.margin': figure('expected margin'),
    'reward.points': figure('reward in points'),
    'reward.data': figure('reward in data'),
    'reward.money': figure('reward in money'),
    'reward.offer': figure('reward offer'),
    'reward.hold': figure('wait for the reward'),
    'cooldown.success': figure('rest after a success'),
    'cooldown.expiry': figure('rest after an expiry'),
    approval: figure('approving role'),
    budget: figure('budget'),
    control: figure('control group'),
    order: figure('order of steps'),
  },
  badge: {
    'levels.*.when': condition('$1'),
    'levels.*.points': figure('points for $1'),
    revoke_on: words('can be taken back for'),
  },
  tier: { 'levels.*.when': condition('$1'), grace: figure('grace period') },
  segment: { when: condition() },
  metric: { value: formula('stands for') },
  parameter: { 'values.*.value': figure('value ($1)'), type: figure('type') },
  table: {
    'inputs.*': figure('column $1'),
    'rows.*.then': figure('result for "$1"'),
    'rows.*.then.*': figure('$2 for "$1"'),
    otherwise: figure('result otherwise'),
    'otherwise.*': figure('$1 otherwise'),
    hit: figure('way of choosing rows'),
    with: figure('way of putting rows together'),
  },
  event: {
    'attributes.*': figure('attribute $1'),
    unit: figure('unit'),
    required: words('requires'),
    source_types: words('comes from'),
  },
  score: {
    'terms.*.weight': figure('weight of $1'),
    'terms.*.value': figure('measure of $1'),
    'terms.*.name': figure('name of $1'),
    result: formula('is worked out as'),
    'at_least.*.value': figure('lower bound "$1"'),
    'at_least.*.when': condition('lower bound "$1"', 'to apply'),
    'at_most.*.value': figure('upper bound "$1"'),
    'at_most.*.when': condition('upper bound "$1"', 'to apply'),
    'crossings.at': words('is reported when it crosses'),
    'crossings.margin': figure('margin of crossings'),
    high_is_bad: figure('high-is-bad mark'),
  },
  campaign: {
    trigger: formula('is started by'),
    audience: condition('', 'of its audience'),
    webhook: figure('receiver'),
    include: words('sends along'),
    'offer.*': figure('offer ($1)'),
    'limit.count': figure('limit'),
    'limit.per': figure('time of the limit'),
    from: figure('first day'),
    until: figure('last day'),
  },
  policy: {
    exclude: formula('keeps out of missions whoever meets'),
    'holdout.share': figure('share of customers without missions'),
    'holdout.salt': figure('draw of the customers without missions'),
    'control.share': figure('control group of each mission'),
    max_active: figure('number of missions at a time'),
    'limits.*.at_least': figure('least number of $1 missions'),
    'limits.*.at_most': figure('greatest number of $1 missions'),
    'displace.*.displaces': figure('missions that step aside for $1'),
    'cooldown.success': figure('rest after a success'),
    'cooldown.expiry': figure('rest after an expiry'),
    'level.first': figure('first level'),
    'level.up_after': figure('number of successes that make it harder'),
    'level.down_after': figure('number of failures that make it easier'),
    'reward_factors.*': figure('reward factor at level $1'),
    'categories.*.weight': figure('weight of $1 missions'),
    'categories.*.margin': figure('expected margin of $1 missions'),
    'cost.point': figure('cost of a point'),
    'cost.gb': figure('cost of a gigabyte'),
    priority: formula('ranks missions by'),
    'budgets.*.points': figure('budget $1 in points'),
    'budgets.*.per': figure('time of the budget $1'),
    'badge_points.*': figure('points of a $1 badge'),
    'points.expire': figure('life of points'),
    'points.on_reversal': figure('treatment of points at a reversal'),
    'time.zone': figure('time zone'),
    'time.customer_zone': formula("takes a customer's time zone from"),
    'time.week_starts': figure('first day of the week'),
    'time.lateness': figure('time for late events'),
  },
};

/** How a field's change is told, its free steps filled in; fields without words of their own go by their path. */
export function wordingOf(kind: DocumentKind, path: readonly string[]): Wording {
  const rows = Object.entries(WORDINGS[kind] ?? {});
  for (const [pattern, wording] of rows) {
    const steps = pattern.split('.');
    if (steps.length !== path.length || !steps.every((step, index) => step === '*' || step === path[index]))
      continue;
    const free = path.filter((_, index) => steps[index] === '*');
    return {
      ...wording,
      what: wording.what.replace(/\$(\d)/g, (_, digit) => readable(free[Number(digit) - 1] ?? '')),
    };
  }
  return figure(path.join(' ').replaceAll('_', ' '));
}
