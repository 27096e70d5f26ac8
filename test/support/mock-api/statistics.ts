import { PROGRAM, RELEASE, SCORES, iso } from './people.ts';
import type { Person } from './people.ts';
import { BADGES, LEVELS, TEMPLATES } from './templates.ts';

const SEGMENTS = ['business', 'youth', 'prepaid', 'hybrid', 'postpaid'];

/** `stats/` as the server would count it over these people. */
export function statisticsOf(people: readonly Person[], failed: number) {
  const count = (test: (person: Person) => boolean) => people.filter(test).length;
  return {
    customers: people.length,
    events: people.length * 412,
    failed,
    program: PROGRAM,
    release: RELEASE,
    as_of: iso(),
    histograms: Object.fromEntries(SCORES.map(id => [id, histogram(people, id)])),
    funnel: TEMPLATES.map(([template_id, name, category], index) =>
      funnelRow(template_id, name, category, index, people.length),
    ),
    badges: BADGES.flatMap(([badge_type], index) =>
      LEVELS.map((level, step) => ({
        badge_type,
        level,
        awarded: Math.floor((people.length * (12 - index)) / 14 / (step * step + 1)),
      })),
    ),
    tiers: ['base', 'silver', 'gold', 'platinum'].map(id => ({
      id,
      customers: count(person => person.tier === id),
    })),
    segments: SEGMENTS.map(id => ({
      id,
      name: id.charAt(0).toUpperCase() + id.slice(1),
      customers: count(person => person.segments.includes(id)),
    })),
  };
}

function histogram(people: readonly Person[], id: (typeof SCORES)[number]) {
  const bins = Array.from({ length: 20 }, (_, index) => ({ from: index * 5, to: index * 5 + 5, count: 0 }));
  for (const person of people) {
    const bin = bins[Math.min(19, Math.floor(person.scores[id] / 5))];
    if (bin) bin.count += 1;
  }
  const mean =
    people.length === 0 ? null : people.reduce((sum, person) => sum + person.scores[id], 0) / people.length;
  return { name: id.charAt(0).toUpperCase() + id.slice(1), high_is_bad: id === 'risk', bins, mean };
}

function funnelRow(template_id: string, name: string, category: string, index: number, people: number) {
  const assigned = Math.floor((people * (18 - index)) / 20);
  const active = Math.floor(assigned * 0.28);
  const completed = Math.floor(assigned * (0.5 - index * 0.018));
  const withdrawn = Math.floor(assigned * 0.04);
  return {
    template_id,
    name,
    category,
    assigned,
    active,
    completed,
    withdrawn,
    expired: assigned - active - completed - withdrawn,
  };
}
