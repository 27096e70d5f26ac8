import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Program } from '../../../dsl/index.ts';
import { createEngine } from '../../../engine/index.ts';
import type { Release, Snapshot } from '../../../engine/index.ts';
import { inPresentFormat, NewerStateFormat, STATE_FORMAT } from '../../../engine/state-format.ts';
import type { FormattedState } from '../../../engine/state-format.ts';
import { parseState, printState } from '../../../engine/state-text.ts';
import type { CustomerState } from '../../../engine/state.ts';

interface Golden {
  readonly program: Program;
  readonly release: Release;
  readonly at: number;
  readonly customers: readonly {
    readonly name: string;
    readonly snapshot: Snapshot;
    readonly decoded: CustomerState;
    readonly view: {
      readonly scores: Readonly<Record<string, number>>;
      readonly segments: readonly string[];
      readonly points: object;
      readonly tier: string | null;
      readonly missions: readonly object[];
      readonly badges: number;
    };
  }[];
}

/** States, with their program and what they showed, as the version that wrote the format left them. */
function readGolden(format: number): Golden {
  const file = new URL(`format-${format}.json.gz`, import.meta.url);
  return JSON.parse(gunzipSync(readFileSync(file)).toString()) as Golden;
}

const FORMATS = Array.from({ length: STATE_FORMAT }, (_, index) => index + 1);

describe.each(FORMATS)('states kept in format %i', format => {
  const { program, release, at, customers } = readGolden(format);
  const engine = createEngine(program, release);

  it.each(customers)('still load, and go on in the present format: $name', ({ snapshot, decoded }) => {
    const state = parseState(snapshot.state);
    expect(state.format).toBe(STATE_FORMAT);
    expect(state).toEqual({ ...decoded, format: STATE_FORMAT });
    expect(parseState(printState(state))).toEqual(state);
    const { customer } = snapshot;
    const tick = {
      kind: 'tick',
      id: 'tick',
      customer,
      at: at + 86_400_000,
      body: null,
      bodyHash: '',
    } as const;
    expect(engine.decide(snapshot, [tick])).toMatchObject({ release: release.n });
  });

  it.each(customers)('still show the same customer: $name', ({ snapshot, view }) => {
    const seen = engine.view(snapshot, snapshot.customer, at);
    expect({
      scores: Object.fromEntries(Object.entries(seen.scores).map(([id, { score }]) => [id, score])),
      segments: seen.segments.map(({ id }) => id),
      points: seen.points,
      tier: seen.tier?.id ?? null,
      missions: seen.missions.map(({ id, current_value: current, target_value: target }) => ({
        id,
        current,
        target,
      })),
      badges: seen.badges.length,
    }).toMatchObject(view);
  });

  it('are of every shape', () => {
    const decisions = customers.map(({ decoded }) => decoded.decisions);
    const statuses = decisions.flatMap(({ missions }) => missions.map(({ status }) => status));
    expect(new Set(statuses)).toEqual(new Set(['proposed', 'active', 'closing', 'completed']));
    const has = (part: (of: CustomerState['decisions']) => readonly unknown[] | object | undefined) =>
      decisions.some(each => Object.keys(part(each) ?? {}).length > 0);
    expect([
      has(({ holds }) => holds),
      has(({ above }) => above),
      has(({ past }) => past),
      has(({ points }) => points.lots),
      has(({ points }) => points.held),
      has(({ points }) => points.holds),
      has(({ campaigns }) => campaigns),
      has(({ tiers }) => tiers),
      has(({ badges }) => badges),
      customers.some(({ decoded }) => Object.keys(decoded.facts.orphans).length > 0),
    ]).not.toContain(false);
  });
});

describe('a state of another format', () => {
  const upgrades = [
    (state: FormattedState) => ({ ...state, decisions: { named: state['decisions'] } }),
    (state: FormattedState) => ({ ...state, facts: 'counted' }),
  ];

  it('is brought into the present one, a format at a time', () => {
    const old = { format: 1, decisions: 'd' };
    expect(inPresentFormat(old, upgrades, 3)).toEqual({
      format: 3,
      decisions: { named: 'd' },
      facts: 'counted',
    });
    expect(inPresentFormat({ format: 2, decisions: 'd' }, upgrades, 3)).toEqual({
      format: 3,
      decisions: 'd',
      facts: 'counted',
    });
    expect(old).toEqual({ format: 1, decisions: 'd' });
  });

  it('is refused in a sentence where it is newer, or none', () => {
    expect(() => parseState(JSON.stringify({ format: STATE_FORMAT + 1 }))).toThrow(NewerStateFormat);
    expect(() => parseState(JSON.stringify({ format: STATE_FORMAT + 1 }))).toThrow(
      'written by a newer Cairn',
    );
    for (const format of [0, 1.5, null, 'one']) {
      expect(() => parseState(JSON.stringify({ format }))).toThrow('says that its format is');
    }
  });
});
