import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Program } from '../../../dsl/index.ts';
import { createEngine } from '../../../engine/index.ts';
import type { Engine, Entry, Input, Release, Snapshot, Step } from '../../../engine/index.ts';
import { decideAcross } from '../../../engine/upgrade/decide-across.ts';
import { sinceOf } from '../../../engine/upgrade/new-parts.ts';
import { RELEASE } from '../../support/default-rules.ts';
import { eventInput } from '../../support/one-customer.ts';
import { compiled, START } from './upgraded-customer.ts';

const HOUR = 3_600_000;
const BYTES_A_MB = 1_000_000;

const habit = `kind: badge
id: habit
name: Habit
levels: { bronze: { when: 'count(usage.data, 30d) >= 3' }, silver: { when: 'count(usage.data, 30d) >= 6' } }
past: tell
`;
const newMetric = `kind: metric
id: total
name: Total
value: sum(usage.data, 90d)
`;
const heavy = `kind: badge
id: heavy
name: Heavy
levels: { bronze: { when: 'total otherwise 0 MB >= 100 MB' }, silver: { when: 'total otherwise 0 MB >= 300 MB' } }
past: tell
`;
/** Whoever uses little loses it as a day ends: under one release sooner than under the other. */
const club = (grace: string): string => `kind: tier
id: club
name: Club
grace: ${grace}
levels: { base: {}, gold: { when: 'count(usage.data, 2d) >= 2' } }
`;
const BEFORE = compiled(habit, club('1d'));
const AFTER = compiled(habit, club('5d'), newMetric, heavy);

const PROGRAMS = { before: BEFORE, after: AFTER };

/** Releases of a store, and one customer in it; nodes know of the releases that they have taken up. */
function createWorld() {
  const engines: Engine[] = [createEngine(BEFORE, { ...RELEASE, live_at: START })];
  const journal: Entry[] = [];
  let snapshot: Snapshot | null = null;

  function live(): Engine {
    const engine = engines.at(-1);
    if (engine === undefined) throw new Error('nothing is live');
    return engine;
  }

  function publish(program: Program, liveAt: number): void {
    const { program: before, release } = live();
    const n = release.n + 1;
    const next: Release = {
      ...release,
      n,
      since: sinceOf({ program: before, ...release }, program, n),
      live_at: liveAt,
    };
    engines.push(createEngine(program, next));
  }

  /** The releases of a node that knows them up to `n`, from the customer's on; each until the next went live. */
  const reigns = (from: number, n: number) =>
    engines.slice(from - 1, n - 1).map((engine, index) => ({
      until: engines[from + index]?.release.live_at ?? 0,
      catchUp: engine.catchUp,
    }));

  /** One step of a node at release `n`; gives the release that it has taken up by then. */
  function step(n: number, input: Input): number {
    for (let known = n; ;) {
      const { decide } = engines[known - 1] ?? live();
      const before = snapshot;
      const first = decide(before, [input]);
      let decided = 'needs' in first && first.needs === 'history' ? decide(before, [input], journal) : first;
      if ('needs' in decided && decided.needs !== 'history') {
        if (decided.needs > known) {
          known = engines.length;
          continue;
        }
        if (before === null) throw new Error('a new customer needs no release');
        decided = decideAcross(decide, reigns(decided.needs, known), before, [input], journal);
      }
      if ('needs' in decided) throw new Error(`the step still needs ${decided.needs}`);
      commit(decided);
      return known;
    }
  }

  function commit(decided: Step): void {
    const v = (snapshot?.v ?? 0) + (decided.entries.length > 0 ? 1 : 0);
    journal.push(
      ...decided.entries.map(({ decidedBy, ...entry }, i): Entry => ({
        ...entry,
        customer: 'customer-1',
        v,
        i,
        program: decidedBy?.program ?? decided.program,
        release: decidedBy?.release ?? decided.release,
      })),
    );
    const { at, release, state, summary } = decided;
    snapshot = { customer: 'customer-1', v, at, release, entries: journal.length, state, summary };
  }

  return {
    journal,
    publish,
    step,
    live,
    get snapshot() {
      if (snapshot === null) throw new Error('nothing has happened yet');
      return snapshot;
    },
  };
}

const tick = (at: number): Input => ({
  kind: 'tick',
  id: `sweep:${at}`,
  customer: 'customer-1',
  at,
  body: null,
  bodyHash: '',
});

/** What happens next: so many hours later, somebody uses data (maybe long ago), and maybe rules are published first. */
const happening = fc.record({
  hours: fc.integer({ min: 1, max: 40 }),
  value: fc.integer({ min: 1, max: 90 }),
  lateHours: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 60 })),
  node: fc.constantFrom(0, 1),
  publish: fc.oneof(
    { weight: 5, arbitrary: fc.constant(null) },
    fc.constantFrom<'before' | 'after'>('before', 'after'),
  ),
  sweeps: fc.array(fc.integer({ min: 1, max: 39 }), { maxLength: 2 }),
});
const happenings = fc.array(happening, { minLength: 4, maxLength: 14 });

describe('nodes at two releases, side by side while a new metric is filled in', () => {
  it('count each event once for it, grant nothing twice, and leave what the journal gives', () => {
    fc.assert(
      fc.property(happenings, list => {
        const world = createWorld();
        const nodes = [1, 1];
        let now = START;
        let total = 0;
        for (const { hours, value, lateHours, node, publish } of list) {
          now += hours * HOUR;
          if (publish !== null) {
            // Half of the nodes hear of it later: when a customer's document is ahead of them.
            world.publish(PROGRAMS[publish], now - HOUR / 2);
            nodes[1 - node] = world.live().release.n;
          }
          total += value;
          const input = eventInput('usage.data', now - lateHours * HOUR, { value, at: now });
          nodes[node] = world.step(nodes[node] ?? 1, input);
        }
        world.publish(AFTER, now + HOUR);
        now += 2 * HOUR;
        world.step(world.live().release.n, tick(now));

        const { snapshot, journal } = world;
        const engine = world.live();
        expect(engine.evaluate(snapshot, now, { logic: { var: 'named.total' } })).toBe(total * BYTES_A_MB);
        const awards = journal.flatMap(({ effects }) =>
          effects.flatMap(effect =>
            effect.kind === 'badge_awarded' ? [`${effect.badge}:${effect.level}`] : [],
          ),
        );
        expect(awards).toEqual([...new Set(awards)]);
        expect(new Set(journal.map(({ id }) => id)).size).toBe(journal.length);
        expect(engine.recalculate('customer-1', journal, snapshot).state).toBe(snapshot.state);
        expect(journal.map(({ release }) => release)).toEqual(
          journal.map(({ release }) => release).sort((a, b) => a - b),
        );
      }),
      { numRuns: 200, seed: 20_260 },
    );
  });
});

describe('due instants around the time when a release goes live', () => {
  it('are decided by the release that was live then, whether sweeps came in time, late or never', () => {
    fc.assert(
      fc.property(happenings, list => {
        const [swept, unswept] = [true, false].map(hasSweeps => {
          const world = createWorld();
          let now = START;
          let number = 0;
          for (const { hours, value, lateHours, publish, sweeps } of list) {
            const next = now + hours * HOUR;
            const times = sweeps.filter(hour => hour < hours).map(hour => now + hour * HOUR + 1);
            const publishedAt = next - HOUR / 2;
            if (hasSweeps) {
              for (const at of times.sort((a, b) => a - b)) {
                if (number > 0 && at < publishedAt) world.step(world.live().release.n, tick(at));
              }
            }
            if (publish !== null) world.publish(PROGRAMS[publish], publishedAt);
            now = next;
            number += 1;
            const event_id = `event-${number}`;
            const input = eventInput('usage.data', now - lateHours * HOUR, { value, at: now, event_id });
            world.step(world.live().release.n, input);
          }
          return world;
        });
        if (swept === undefined || unswept === undefined) throw new Error('two worlds are compared');
        expect(decisionsOf(swept.journal)).toEqual(decisionsOf(unswept.journal));
        expect(swept.snapshot.state).toBe(unswept.snapshot.state);
      }),
      { numRuns: 200, seed: 20_261 },
    );
  });
});

/** What was decided, when and by which release; what was only told may be told of another moment before. */
function decisionsOf(journal: readonly Entry[]): readonly unknown[] {
  return journal.map(({ id, at, release, effects }) => ({
    id,
    at,
    release,
    effects: effects.filter(({ kind }) => kind !== 'score_changed' && kind !== 'mission_progressed'),
  }));
}
