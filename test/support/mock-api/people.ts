import { around, createRandom } from './random.ts';

export const SCORES = ['engagement', 'revenue', 'loyalty', 'risk', 'digital'] as const;
export type ScoreId = (typeof SCORES)[number];
export const PROGRAM = '9f4c2e71b0a8d35566c1a7e09b2d4f8813c5e6a7d9b0f1e2c3a4b5d6e7f80912';
export const RELEASE = 7;
export const NOW = Date.now();
export const iso = (offsetMs = 0): string => new Date(NOW + offsetMs).toISOString();
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

interface Archetype {
  readonly name: string;
  readonly share: number;
  readonly segments: readonly string[];
  readonly means: Readonly<Record<ScoreId, number>>;
}

const ARCHETYPES: readonly Archetype[] = [
  {
    name: 'new',
    share: 0.15,
    segments: ['prepaid', 'youth'],
    means: { engagement: 63, revenue: 45, loyalty: 18, risk: 40, digital: 27 },
  },
  {
    name: 'steady',
    share: 0.35,
    segments: ['prepaid'],
    means: { engagement: 82, revenue: 68, loyalty: 64, risk: 10, digital: 39 },
  },
  {
    name: 'digital',
    share: 0.25,
    segments: ['postpaid'],
    means: { engagement: 93, revenue: 83, loyalty: 88, risk: 6, digital: 90 },
  },
  {
    name: 'declining',
    share: 0.15,
    segments: ['hybrid'],
    means: { engagement: 48, revenue: 34, loyalty: 47, risk: 61, digital: 12 },
  },
  {
    name: 'dormant',
    share: 0.1,
    segments: ['prepaid', 'business'],
    means: { engagement: 12, revenue: 6, loyalty: 32, risk: 76, digital: 4 },
  },
];

export interface Person {
  readonly customer_id: string;
  readonly scores: Readonly<Record<ScoreId, number>>;
  readonly tier: string;
  readonly segments: readonly string[];
  readonly points: number;
  readonly active_missions: number;
  readonly badges: number;
  readonly last_event_at: string;
  readonly as_of: string;
}

export function createPeople(count: number): Person[] {
  const random = createRandom(20_260_122);
  return Array.from({ length: count }, (_, index) => person(index, random));
}

function person(index: number, random: () => number): Person {
  const archetype = pick(random());
  const scores = Object.fromEntries(
    SCORES.map(id => [id, around(random, archetype.means[id], 14)]),
  ) as Record<ScoreId, number>;
  const points = Math.round(scores.loyalty * 31 * random()) + 20;
  return {
    customer_id: `${archetype.name}-${String(1_001 + index)}`,
    scores,
    tier: points > 1_600 ? 'gold' : points > 800 ? 'silver' : 'base',
    segments: archetype.segments,
    points,
    active_missions: Math.floor(random() * 5),
    badges: Math.floor(scores.loyalty / 12),
    last_event_at: iso(-Math.floor(random() * (archetype.name === 'dormant' ? 25 * DAY : 2 * DAY))),
    as_of: iso(-2 * HOUR),
  };
}

function pick(value: number): Archetype {
  let rest = value;
  for (const archetype of ARCHETYPES) {
    rest -= archetype.share;
    if (rest <= 0) return archetype;
  }
  throw new Error('The shares do not add up to 1');
}
