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
      pending: 150,
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
  { id: 'tenure', name: 'Tenure', value: 187, unit: 'd' },
  { id: 'payment_type', name: 'Payment type', value: 'prepaid', unit: '' },
  { id: 'cash_in_30d', name: 'Cash-in, 30 days', value: 24.5, unit: 'money' },
  { id: 'data_7d', name: 'Data, 7 days', value: 1_480_000_000, unit: 'byte' },
  { id: 'active_bundles', name: 'Active bundles', value: 1, unit: 'number' },
  { id: 'postpaid', name: 'Postpaid', value: false, unit: '' },
  { id: 'profile_complete', name: 'Profile complete', value: 80, unit: '%' },
  { id: 'last_recharge', name: 'Usual gap between recharges', value: null, unit: 'd' },
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

const TITLES = [
  'Recharge of 10.00',
  'Voice call of 4 min',
  'Data session of 320 MB',
  'App login',
  'Day close',
];

/** `customers/{id}/timeline/`, newest first. */
export function timelineOf(person: Person, from: number, limit: number) {
  return Array.from({ length: limit }, (_, step) => {
    const index = from + step;
    const title = TITLES[index % TITLES.length] ?? '';
    const tick = title === 'Day close';
    return {
      id: `${person.customer_id}-${index}`,
      at: iso(-index * 5 * HOUR),
      occurred_at: tick ? null : iso(-index * 5 * HOUR - 60_000),
      kind: tick ? 'tick' : 'event',
      title,
      detail: tick
        ? ''
        : ['billing · digital, method app', 'cdr · outgoing, on-net', 'cdr · 4g, off-peak', 'app'][index % 4],
      effects: [],
      sentences:
        index % 3 === 0 ? ['Data Explorer moved to 820 MB of 1.2 GB.', 'Engagement rose from 58 to 61.'] : [],
      program: PROGRAM,
      release: RELEASE,
    };
  });
}
