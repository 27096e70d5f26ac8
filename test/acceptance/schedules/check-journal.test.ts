import { describe, expect, it } from 'vitest';
import type { Effect, Entry, Snapshot } from '../../../engine/model.ts';
import { checkJournal } from './check-journal.ts';

/** One entry a step with these effects; what `change` says is otherwise than it should be. */
function journal(steps: readonly (readonly Effect[])[]): readonly Entry[] {
  return steps.map((effects, n) => ({
    id: `s:${n}`,
    customer: 'c',
    v: n + 1,
    i: 0,
    at: n,
    program: 'p',
    release: 1,
    kind: 'tick',
    input: null,
    effects,
    answer: null,
  }));
}

function snapshotOf(entries: readonly Entry[], points = 0): Snapshot {
  const summary: Snapshot['summary'] = {
    scores: {},
    segments: [],
    tier: 'base',
    points,
    missions: [],
    badges: 0,
    last_event_at: null,
    metrics: {},
  };
  return {
    customer: 'c',
    v: entries.at(-1)?.v ?? 0,
    at: 0,
    release: 1,
    entries: entries.length,
    state: '',
    summary,
  };
}

const problemsOf = (entries: readonly Entry[], points = 0): readonly string[] =>
  checkJournal(snapshotOf(entries, points), entries, 2);

function posting(
  key: string,
  amount: number,
  rest: Partial<Extract<Effect, { kind: 'points_posted' }>> = {},
): Effect {
  const lines = [
    { account: 'customer', amount },
    { account: 'liability', amount: -amount },
  ] as const;
  return { kind: 'points_posted', posting_key: key, cause: 'mission', amount, lines, ...rest };
}

function assigned(id: string): Effect {
  const mission = {
    id,
    template: 't',
    ordinal: 1,
    variant: '',
    segment: null,
    level: 'a',
    level_value: 1,
    target: 1,
    fixed: {},
    starts_at: 0,
    ends_at: 1,
    assigned_at: 0,
    why: { priority: 1, fit: 1, margin: 1, cost: 1, weight: 1 },
  } as const;
  return { kind: 'mission_assigned', mission, category: 'c' };
}

const withdrawn = (mission: string): Effect => ({
  kind: 'mission_withdrawn',
  mission,
  template: 't',
  reason: 'declined',
});

const awarded = (badge: string, level: string): Effect => ({
  kind: 'badge_awarded',
  badge,
  level,
  ordinal: 1,
  points: 0,
  cause: 'x',
});

const revoked = (badge: string, level: string): Effect => ({
  kind: 'badge_revoked',
  badge,
  level,
  points: 0,
  reason: 'operator',
});

describe('the check of a journal after a schedule', () => {
  it('finds nothing wrong where nothing is', () => {
    const entries = journal([
      [posting('a', 5), assigned('m1'), assigned('m2')],
      [withdrawn('m1'), assigned('m3'), awarded('b', 'bronze'), awarded('b', 'silver')],
      [posting('b', -5, { cause: 'redemption' }), revoked('b', 'silver'), awarded('b', 'silver')],
    ]);
    expect(problemsOf(entries)).toEqual([]);
  });

  const good = journal([[], [], []]);
  const [first, second, third] = good as readonly [Entry, Entry, Entry];
  const FAULTS: readonly (readonly [string, readonly Entry[], number, string])[] = [
    ['a step that is missing', [first, third], 0, 'is 3/0, behind 1/0'],
    ['an entry that stands twice', [first, second, { ...second, v: 3 }], 0, 'entry s:1 stands twice'],
    ['a place within a step that is missing', [first, { ...second, i: 1 }, third], 0, 'is 2/1, behind 1/0'],
    [
      'a posting that does not sum to zero',
      journal([[posting('a', 5, { lines: [{ account: 'customer', amount: 5 }] })]]),
      5,
      'the lines of posting a sum to 5',
    ],
    ['a posting made twice', journal([[posting('a', 5)], [posting('a', 5)]]), 10, 'posting a was made twice'],
    [
      'a balance that is not the ledger’s',
      journal([[posting('a', 5)]]),
      4,
      'comes to 5 points, the balance is 4',
    ],
    [
      'points that are spent and not there',
      journal([[posting('a', 5)], [posting('b', -6, { cause: 'redemption' })]]),
      -1,
      'spends 1 more than there is',
    ],
    [
      'too many missions',
      journal([[assigned('m1'), assigned('m2'), assigned('m3')]]),
      0,
      '3 missions are open',
    ],
    ['a level without the one below', journal([[awarded('b', 'silver')]]), 0, 'awarded without bronze'],
    ['a badge twice', journal([[awarded('b', 'bronze')], [awarded('b', 'bronze')]]), 0, 'was awarded twice'],
  ];

  it.each(FAULTS)('finds %s', (_, entries, points, problem) => {
    expect(problemsOf(entries, points)).toEqual([expect.stringContaining(problem)]);
  });

  it('finds a document that counts other entries, or is at another step', () => {
    const snapshot = { ...snapshotOf(good), entries: 2, v: 4 };
    expect(checkJournal(snapshot, good, 2)).toEqual([
      'the document counts 2 entries, the journal has 3',
      'the document is at step 4, the journal at 3',
    ]);
  });
});
