import type {
  Catalogue,
  FeatureRegistry,
  NameInfo,
  ResolvedAggregate,
  Scope,
  Stream,
  StreamAttribute,
  StreamLeaf,
} from '../../../dsl/check/scope.ts';
import { featureKey } from '../../../dsl/compile/keys.ts';
import type { Logic, TypeName } from '../../../dsl/program/logic.ts';

export interface RecordedFeatures extends FeatureRegistry {
  readonly aggregates: ResolvedAggregate[];
  readonly others: { readonly kind: string; readonly text: string; readonly details: readonly unknown[] }[];
}

/** A registry that notes what it is told, and names features as the real one does. */
function recordFeatures(): RecordedFeatures {
  const aggregates: ResolvedAggregate[] = [];
  const others: RecordedFeatures['others'] = [];
  const note = (kind: string, text: string, ...details: readonly unknown[]): string => {
    others.push({ kind, text, details });
    return featureKey(text);
  };
  return {
    aggregates,
    others,
    aggregate: aggregate => {
      aggregates.push(aggregate);
      return featureKey(aggregate.text);
    },
    usual: (text, ofKey, days) => note('usual', text, ofKey, days),
    medianOfPeriods: (text, type, logic, metrics, count) =>
      note('medianOfPeriods', text, type, logic, metrics, count),
    percentile: (text, type, metric, percent, bySegment) =>
      note('percentile', text, type, metric, percent, bySegment),
    hold: (text, operator, days, conditionText, condition) =>
      note('hold', text, operator, days, conditionText, condition),
  };
}

type AttributeSpec = TypeName | readonly string[] | `${TypeName}!` | { readonly required: readonly string[] };

const ALWAYS: Readonly<Record<string, StreamAttribute>> = {
  time: { type: 'time', missing: false },
  type: { type: 'text', missing: false },
  source: { type: 'text', missing: false },
};

/** `!` after a type: every event carries it. */
function attributes(
  spec: Readonly<Record<string, AttributeSpec>>,
): Readonly<Record<string, StreamAttribute>> {
  const read = (given: AttributeSpec): StreamAttribute => {
    if (typeof given === 'string') {
      const required = given.endsWith('!');
      return { type: (required ? given.slice(0, -1) : given) as TypeName, missing: !required };
    }
    if ('required' in given) return { type: 'text', missing: false, values: given.required };
    return { type: 'text', missing: true, values: given };
  };
  return {
    ...ALWAYS,
    ...Object.fromEntries(Object.entries(spec).map(([name, given]) => [name, read(given)])),
  };
}

function event(id: string, spec: Readonly<Record<string, AttributeSpec>>): Stream {
  return { id, leaves: [{ event: id, readings: {} }], attributes: attributes(spec) };
}

function derived(
  id: string,
  leaves: readonly StreamLeaf[],
  spec: Readonly<Record<string, AttributeSpec>>,
): Stream {
  return { id, leaves, attributes: attributes(spec) };
}

function leaf(event: string, readings: Readonly<Record<string, Logic>> = {}, where?: Logic): StreamLeaf {
  return where === undefined ? { event, readings } : { event, readings, where };
}

function events(...ids: readonly string[]): readonly StreamLeaf[] {
  return ids.map(id => leaf(id));
}

const SERVICES = ['voice', 'international', 'roaming', 'sms', 'data', 'app', 'ussd', 'partner'];
const DIRECTIONS = ['outgoing', 'incoming'];
const CATEGORIES = ['onboarding', 'engagement', 'revenue', 'loyalty', 'correction'];

const streams: readonly Stream[] = [
  event('usage.voice', {
    value: 'duration!',
    direction: { required: DIRECTIONS },
    on_net: 'boolean',
    service: { required: SERVICES },
  }),
  event('usage.sms', {
    value: 'number!',
    direction: { required: DIRECTIONS },
    service: { required: SERVICES },
  }),
  event('usage.data', {
    value: 'data!',
    up: 'data',
    down: 'data',
    off_peak: 'boolean',
    service: { required: SERVICES },
  }),
  derived('usage', events('usage.voice', 'usage.sms', 'usage.data'), { service: { required: SERVICES } }),
  event('recharge.completed', {
    value: 'money!',
    method: 'text',
    digital: 'boolean!',
    balance_after: 'money',
  }),
  event('recharge.failed', { method: 'text' }),
  event('bill.paid', { value: 'money!', on_time: 'boolean!', autopay: 'boolean!', digital: 'boolean!' }),
  event('bill.overdue', { value: 'duration!' }),
  event('bundle.purchased', {
    value: 'money!',
    sku: 'text!',
    paid_from: { required: ['balance', 'card', 'wallet', 'bill'] },
  }),
  event('bundle.renewed', {
    value: 'money!',
    sku: 'text!',
    before_expiry: 'boolean!',
    auto_renew: 'boolean!',
  }),
  event('bundle.depleted', { days_left: 'duration', sku: 'text!' }),
  event('balance.low', { value: 'money!' }),
  event('advance.taken', { value: 'money!' }),
  event('app.login', {}),
  event('app.session', { value: 'duration!' }),
  event('app.feature', { feature: 'text!' }),
  derived('app', events('app.login', 'app.session', 'app.feature'), {}),
  event('optin.changed', {
    channel: { required: ['sms', 'email', 'push', 'call', 'loyalty'] },
    on: 'boolean!',
  }),
  event('sim.activated', { plan: 'text', payment_type: ['prepaid', 'postpaid', 'hybrid'] }),
  event('profile.updated', { value: 'number!' }),
  event('plan.changed', { value: 'money!', delta: 'money' }),
  event('portout.requested', {}),
  event('portout.cancelled', {}),
  {
    ...derived('portout', events('portout.requested', 'portout.cancelled'), {}),
    attributes: {
      ...ALWAYS,
      type: { type: 'text', missing: false, values: ['portout.requested', 'portout.cancelled'] },
    },
  },
  event('call.dropped', { cause: 'text' }),
  event('complaint.filed', { category: 'text!' }),
  event('segment.assigned', { segment: 'text!' }),
  event('attribute.changed', { name: 'text!', value: 'any!' }),
  event('ml.scored', {
    churn_probability: 'number',
    nbo_sku: 'text',
    nbo_kind: ['upsell', 'cross_sell', 'renewal'],
    nbo_propensity: 'number',
  }),
  event('mission.completed', {
    value: 'points!',
    mission: 'text!',
    category: { required: CATEGORIES },
    customer_age: 'duration!',
  }),
  event('badge.awarded', {
    value: 'points!',
    badge: 'text!',
    level: { required: ['bronze', 'silver', 'gold', 'platinum'] },
  }),
  derived('payment', events('recharge.completed', 'bill.paid'), { value: 'money!', digital: 'boolean!' }),
  derived(
    'cash_in',
    [
      leaf(
        'recharge.completed',
        {},
        {
          '!': [{ in: [{ if: [{ missing: ['event.method'] }, '', { var: 'event.method' }] }, ['loyalty']] }],
        },
      ),
      leaf('bill.paid'),
      leaf('bundle.purchased', {}, { in: [{ var: 'event.paid_from' }, ['card', 'wallet']] }),
    ],
    { value: 'money!' },
  ),
  derived(
    'service_use',
    [...events('usage.voice', 'usage.sms', 'usage.data'), leaf('app.session', { service: 'app' })],
    {
      service: { required: SERVICES },
    },
  ),
  derived(
    'cycle',
    [
      leaf('bill.paid', { automatic: { var: 'event.autopay' } }),
      leaf('bundle.renewed', {
        on_time: { var: 'event.before_expiry' },
        automatic: { var: 'event.auto_renew' },
      }),
    ],
    {
      on_time: 'boolean!',
      automatic: 'boolean!',
    },
  ),
  derived(
    'care',
    [
      leaf('complaint.filed', { digital: false }),
      leaf('app.feature', { digital: true }, { in: [{ var: 'event.feature' }, ['help', 'chat']] }),
    ],
    {
      digital: 'boolean!',
    },
  ),
  derived(
    'bundle_state',
    [leaf('bundle.purchased', { active: true }), leaf('bundle.depleted', { active: false })],
    {
      sku: 'text!',
      active: 'boolean!',
    },
  ),
];

const byId = new Map(streams.map(stream => [stream.id, stream]));

const telecomCatalogue: Catalogue = { ids: [...byId.keys()], stream: id => byId.get(id) };

function name(type: TypeName, path: string, rest: Partial<NameInfo> = {}): NameInfo {
  return { type, missing: false, logic: { var: path }, ...rest };
}

const maybe = { missing: true } as const;

const names: Readonly<Record<string, NameInfo | 'circular'>> = {
  engagement: name('number', 'scores.engagement'),
  revenue: name('number', 'scores.revenue'),
  loyalty: name('number', 'scores.loyalty'),
  risk: name('number', 'scores.risk'),
  digital: name('number', 'scores.digital'),
  prepaid: name('boolean', 'segments.prepaid'),
  postpaid: name('boolean', 'segments.postpaid'),
  dormant: name('boolean', 'segments.dormant'),
  first_seen: name('time', 'first_seen'),
  points_balance: name('points', 'standing.points_balance'),
  tier: name('text', 'standing.tier', { values: ['base', 'silver', 'gold', 'platinum'] }),
  payment_type: name('text', 'named.payment_type', { ...maybe, values: ['prepaid', 'postpaid', 'hybrid'] }),
  activated_at: name('time', 'named.activated_at', maybe),
  tenure: name('duration', 'named.tenure'),
  silent: name('duration', 'named.silent'),
  dwh_segment: name('text', 'named.dwh_segment'),
  staff: name('boolean', 'named.staff'),
  port_out: name('boolean', 'named.port_out'),
  churn_probability: name('number', 'named.churn_probability', maybe),
  nbo_sku: name('text', 'named.nbo_sku', maybe),
  nbo_kind: name('text', 'named.nbo_kind', { values: ['upsell', 'cross_sell', 'renewal', ''] }),
  nbo_propensity: name('number', 'named.nbo_propensity'),
  profile_complete: name('number', 'named.profile_complete'),
  cash_in_30d: name('money', 'named.cash_in_30d'),
  payment_gap: name('duration', 'named.payment_gap', maybe),
  recharge_gap: name('duration', 'named.recharge_gap', maybe),
  on_time_share: name('number', 'named.on_time_share', maybe),
  usage_against_own: name('number', 'named.usage_against_own', maybe),
  digital_payment_share: name('number', 'named.digital_payment_share', maybe),
  dropped_share: name('number', 'named.dropped_share', maybe),
  active_bundles: name('number', 'named.active_bundles'),
  balance_low: name('boolean', 'named.balance_low'),
  data_7d: name('data', 'named.data_7d'),
  qualifying_points: name('points', 'named.qualifying_points'),
  cheapest_reward: name('points', 'named.cheapest_reward'),
  weighted: name('number', 'scores.weighted'),
  round_about: 'circular',
};

const missionNames: Readonly<Record<string, NameInfo>> = {
  level: name('number', 'mission.level'),
  target: name('data', 'mission.target'),
  progress: name('data', 'mission.progress'),
  segment: name('text', 'mission.segment', maybe),
  own: name('data', 'mission.fixed.own'),
  offer: name('text', 'mission.fixed.offer'),
};

const everything: Scope['allows'] = {
  aggregates: true,
  holds: true,
  periodWindow: false,
  stepWindow: false,
  record: false,
};

export interface TestScope extends Scope {
  readonly features: RecordedFeatures;
}

/** The scope of rules outside of missions. */
export function ruleScope(allows: Partial<Scope['allows']> = {}): TestScope {
  return scopeOf(names, [], { ...everything, ...allows });
}

/** The scope inside a mission. */
export function missionScope(allows: Partial<Scope['allows']> = {}): TestScope {
  const all = { ...names, ...missionNames };
  return scopeOf(all, ['own', 'offer'], { ...everything, periodWindow: true, stepWindow: true, ...allows });
}

/** The scope of a mapping: every name is a field of the record. */
export function recordScope(): TestScope {
  return scopeOf({}, [], {
    aggregates: false,
    holds: false,
    periodWindow: false,
    stepWindow: false,
    record: true,
  });
}

/** The scope of expressions over one event, as derived streams have it. */
export function eventScope(stream: string): TestScope {
  const entries = Object.entries(byId.get(stream)?.attributes ?? {});
  const own = Object.fromEntries(
    entries.map(([id, info]) => [id, { ...info, logic: { var: `event.${id}` } }]),
  );
  return scopeOf(own, [], {
    aggregates: false,
    holds: false,
    periodWindow: false,
    stepWindow: false,
    record: false,
  });
}

function scopeOf(
  known: Readonly<Record<string, NameInfo | 'circular'>>,
  fixedNames: readonly string[],
  allows: Scope['allows'],
): TestScope {
  return {
    resolve: id => (Object.hasOwn(known, id) ? known[id] : undefined),
    names: Object.keys(known),
    catalogue: telecomCatalogue,
    features: recordFeatures(),
    fixedNames,
    allows,
  };
}
