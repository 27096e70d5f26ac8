import { DAY, HOUR, PROGRAM, RELEASE, SCORES, iso } from './people.ts';
import type { Person } from './people.ts';
import { BADGES, LEVELS } from './templates.ts';

/** `customers/{id}/`: one customer in full. */
export function customerOf(person: Person, missions: readonly object[]) {
  return {
    customer_id: person.customer_id,
    as_of: iso(),
    first_seen: iso(-190 * DAY),
    zone: 'Europe/Berlin',
    program: PROGRAM,
    release: RELEASE,
    entries: 512,
    scores: Object.fromEntries(SCORES.map(id => [id, breakdown(id, person.scores[id])])),
    score_names: Object.fromEntries(
      SCORES.map(id => [id, { name: id.charAt(0).toUpperCase() + id.slice(1), high_is_bad: id === 'risk' }]),
    ),
    segments: person.segments.map(id => ({ id, name: id.charAt(0).toUpperCase() + id.slice(1) })),
    tier: {
      id: person.tier,
      name: person.tier.charAt(0).toUpperCase() + person.tier.slice(1),
      next: 'platinum',
      sentence: '340 qualifying points to go to the next tier.',
    },
    profile: PROFILE,
    points: {
      balance: person.points,
      available: person.points,
      pending: 150,
      on_hold: 40,
      holds: [{ hold_id: 'h_1', amount: 40, reason: 'Dinner for two', expires_at: iso(DAY / 2) }],
      expiring: [
        { amount: 80, on: iso(21 * DAY) },
        { amount: 120, on: iso(52 * DAY) },
      ],
    },
    missions,
    badges: BADGES.map(([badge_type, name], index) => badge(badge_type, name, index)),
    holdout: false,
    excluded: false,
  };
}

const TERMS = [
  ['active_days', 'Active days', 'ramp(days(usage, 30d), 24)', 30],
  ['freshness', 'Freshness', 'recency(since(usage), 7d)', 25],
  ['breadth', 'Breadth of services', 'ramp(distinct(service_use.service, 30d), 5)', 15],
  ['against_own', 'Against own usual', 'ratio_to_own(count(usage, 30d), usual(count(usage, 30d), 90d))', 15],
  ['sessions', 'App sessions', 'ramp(count(app.session, 30d), 20)', 15],
] as const;

function breakdown(id: string, score: number) {
  const terms = TERMS.map(([name, label, text, weight], index) => {
    const missing = id === 'loyalty' && index === 3;
    const value = Math.max(0, Math.min(100, score + ([14, -6, 9, -20, -11][index] ?? 0)));
    return {
      name,
      label,
      text,
      weight,
      input: missing ? null : Math.round(value / 4.2),
      input_text: missing ? null : String(Math.round(value / 4.2)),
      value: missing ? null : value,
      state: missing ? 'missing' : 'counted',
    };
  });
  const counted = terms.filter(term => term.state === 'counted');
  const raw = counted.reduce((sum, term) => sum + (term.value ?? 0) * term.weight, 0);
  return {
    score,
    coverage: id === 'loyalty' ? 0.85 : 1,
    terms: terms.map(term => ({
      ...term,
      contribution: raw === 0 ? 0 : ((term.value ?? 0) * term.weight * score) / raw,
    })),
    bounds:
      id === 'risk'
        ? [{ name: 'Silent for 14 days', kind: 'at_least', value: 60, applied: score >= 60 }]
        : [],
  };
}

const PROFILE = [
  { id: 'tenure', name: 'Tenure', value: 16_156_800_000, unit: 'duration', text: '187 days' },
  { id: 'payment_type', name: 'Payment type', value: 'prepaid', unit: 'text', text: 'prepaid' },
  { id: 'cash_in_30d', name: 'Cash-in, 30 days', value: 24.5, unit: 'money', text: '24.50' },
  { id: 'data_7d', name: 'Data, 7 days', value: 1_480_000_000, unit: 'data', text: '1.48 GB' },
  { id: 'active_bundles', name: 'Active bundles', value: 1, unit: 'number', text: '1' },
  { id: 'postpaid', name: 'Postpaid', value: false, unit: 'boolean', text: 'no' },
  { id: 'profile_complete', name: 'Profile complete', value: 0.8, unit: 'number', text: '0.8' },
  { id: 'last_recharge', name: 'Usual gap between recharges', value: null, unit: 'duration', text: '' },
];

function badge(badge_type: string, name: string, index: number) {
  const reached = (index * 7) % 5;
  const level = reached === 0 ? null : (LEVELS[reached - 1] ?? null);
  const next = LEVELS[reached] ?? null;
  return {
    badge_type,
    name,
    level,
    next_level: next,
    how_far: next === null ? 1 : ((index * 37) % 90) / 100,
    sentence: next === null ? 'Every level is reached.' : `${next}: 12 days to go.`,
    awards: LEVELS.slice(0, reached).map((held, step) => ({
      level: held,
      awarded_at: iso(-(60 - step * 14) * DAY),
      cause: 'day close',
    })),
  };
}

const EVENTS = [
  ['Recharge', 'recharge.completed', 'Billing and OCS', 10, 'money', { digital: true, method: 'app' }],
  ['Voice call', 'usage.voice', 'CDR System', 245, 's', { direction: 'outgoing', on_net: true }],
  [
    'Data session',
    'usage.data',
    'CDR System',
    320_000_000,
    'byte',
    { rat: '4g', off_peak: true, up: 12_000_000 },
  ],
  ['App login', 'app.login', 'App', undefined, undefined, {}],
] as const;

const EFFECTS = [
  { kind: 'mission_progressed', sentence: 'Data Explorer moved to 820 MB of 1.2 GB.' },
  {
    kind: 'score_changed',
    score: 'engagement',
    before: 58.2,
    after: 61,
    sentence: 'Engagement rose from 58.2 to 61.',
  },
];

const NOTES: Readonly<Record<number, readonly { readonly kind: string; readonly sentence: string }[]>> = {
  1: [
    {
      kind: 'repeated',
      sentence: 'Was sent again 2 times, the last time on 2026-07-01 09:12 Africa/Nairobi; it counts once.',
    },
  ],
  2: [
    {
      kind: 'late',
      sentence:
        'Happened on 2026-06-28 14:05 Africa/Nairobi and came 3.5 days later, after its day had closed; it counts in its own day. ' +
        '“Weekend Warrior” of that time had been settled at 80 % and stays as it was.',
    },
    {
      kind: 'reversed',
      sentence: 'Was taken back on 2026-07-02 08:00 Africa/Nairobi (refund): 2 of it no longer counts.',
    },
  ],
};

/** `customers/{id}/timeline/`, newest first. */
export function timelineOf(person: Person, from: number, limit: number) {
  return Array.from({ length: limit }, (_, step) => {
    const index = from + step;
    const effects = index % 3 === 0 ? EFFECTS : [];
    const event = eventAt(person, index);
    return {
      id: `${person.customer_id}-${index}`,
      at: iso(-index * 5 * HOUR),
      occurred_at: event?.occurred_at ?? null,
      kind: event ? 'event' : 'tick',
      title: event?.title ?? 'Time passed',
      detail: '',
      ...(event ? { event } : {}),
      effects,
      sentences: effects.map(effect => effect.sentence),
      notes: event ? (NOTES[index % 7] ?? []) : [],
      program: PROGRAM,
      release: RELEASE,
    };
  });
}

function eventAt(person: Person, index: number) {
  const found = EVENTS[index % (EVENTS.length + 1)];
  if (!found) return undefined;
  const [title, event_type, source_name, value, unit, attributes] = found;
  return {
    title,
    event_id: `e-${index}`,
    source_type: 'cdr',
    source_name,
    event_type,
    customer_id: person.customer_id,
    occurred_at: iso(-index * 5 * HOUR - 60_000),
    received_at: iso(-index * 5 * HOUR),
    ...(value === undefined ? {} : { value, unit }),
    attributes,
    processing_status: 'processed',
  };
}
