import { expect } from 'vitest';
import { compileFiles, renderDiagnostics } from '../../../dsl/index.ts';
import type { Program } from '../../../dsl/index.ts';
import { createEngine } from '../../../engine/index.ts';
import type { Effect, Input } from '../../../engine/index.ts';
import { sinceOf } from '../../../engine/upgrade/new-parts.ts';
import { RELEASE } from '../../support/default-rules.ts';
import { createCustomer, eventInput } from '../../support/one-customer.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
export const START = Date.parse('2026-03-02T08:00:00Z');

const BASE = `kind: event
id: usage.data
name: Data
source_types: [cdr]
unit: MB
---
kind: event
id: badge.awarded
name: Badge awarded
source_types: [cairn]
unit: points
required: [badge, level]
attributes: { badge: badge, level: [bronze, silver, gold, platinum] }
---
kind: event
id: mission.assigned
name: Mission assigned
source_types: [cairn]
required: [mission]
attributes: { mission: mission }
---
kind: event
id: mission.completed
name: Mission completed
source_types: [cairn]
unit: points
required: [mission]
attributes: { mission: mission }
---
kind: event
id: tier.changed
name: Tier changed
source_types: [cairn]
required: [to]
attributes: { to: text }
---
kind: campaign
id: badge_news
name: Badge news
webhook: hub
trigger: badge.awarded
---
kind: campaign
id: mission_news
name: Mission news
webhook: hub
trigger: mission.assigned
---
kind: campaign
id: tier_news
name: Tier news
webhook: hub
trigger: tier.changed
---
kind: policy
id: policy
name: Policy
time: { zone: UTC, lateness: 2d }
max_active: 5
categories: { habit: { weight: 1, margin: 2 } }
cooldown: { success: 0d, expiry: 0d }
badge_points: { bronze: 25, silver: 50, gold: 100, platinum: 250 }
`;

export function compiled(...documents: readonly string[]): Program {
  const files = [{ path: 'rules.yaml', text: [BASE, ...documents].join('---\n') }];
  const { program, diagnostics } = compileFiles(files);
  if (program === undefined) throw new Error(renderDiagnostics(diagnostics, files));
  return program;
}

/** One customer over the releases of several programs. */
export function createUpgraded(first: Program) {
  const customer = createCustomer(first);
  let program = first;
  let { release } = customer.engine;
  let now = START;
  const take = (input: Input): readonly Effect[] => customer.take(input);
  return {
    customer,
    /** Uses data, so many hours after what came before. */
    use: (megabytes: number, hours = 1): readonly Effect[] => {
      now += hours * HOUR;
      return take(eventInput('usage.data', now, { value: megabytes }));
    },
    days: (count: number): readonly Effect[] => {
      now += count * DAY;
      const id = `tick:${now}`;
      return take({ kind: 'tick', id, customer: 'customer-1', at: now, body: null, bodyHash: '' });
    },
    /** Another program goes live, or the same one under other constants. */
    release: (next: Program): void => {
      const n = release.n + 1;
      release = { ...RELEASE, n, since: sinceOf({ program, since: release.since }, next, n) };
      program = next;
      customer.engine = createEngine(next, release);
    },
    effects: <Kind extends Effect['kind']>(kind: Kind): readonly Extract<Effect, { kind: Kind }>[] =>
      customer.journal.flatMap(({ effects }) =>
        effects.filter((effect): effect is Extract<Effect, { kind: Kind }> => effect.kind === kind),
      ),
    /** Rebuilt from the journal alone, the customer is the same, byte for byte. */
    expectRebuilt: (): void => {
      const { snapshot, engine, journal } = customer;
      if (snapshot === null) throw new Error('nothing has happened yet');
      const rebuilt = engine.recalculate('customer-1', journal, snapshot);
      expect(rebuilt.state).toBe(snapshot.state);
      expect(rebuilt.summary).toEqual(snapshot.summary);
    },
  };
}
