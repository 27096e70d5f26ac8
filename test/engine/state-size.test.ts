import { expect, it } from 'vitest';
import { createEngine } from '../../engine/index.ts';
import type { Entry, Input, Snapshot } from '../../engine/index.ts';
import { demoRecords } from '../../server/demo/index.ts';
import { defaultProgram, RELEASE } from '../support/default-rules.ts';
import { demoInputs } from '../support/demo-inputs.ts';

const END = Date.UTC(2026, 9, 15, 10);

it('half of the usual customers’ states take at most 8 KB after 90 days of the default rules', () => {
  const program = defaultProgram();
  const { decide } = createEngine(program, RELEASE);
  const { zone } = program.policy.time;
  const inputs = demoInputs(demoRecords({ customers: 24, days: 90, seed: 7, zone }, END), program);
  const sizes = [...byCustomer(inputs)].map(([customer, list]) => live(customer, list, decide).state.length);
  const median = sizes.sort((a, b) => a - b)[sizes.length >> 1] ?? 0;
  expect(sizes.length).toBe(24);
  expect(median).toBeGreaterThan(2_000);
  expect(median).toBeLessThanOrEqual(8 * 1024);
});

function byCustomer(inputs: readonly Input[]): ReadonlyMap<string, Input[]> {
  const customers = new Map<string, Input[]>();
  for (const input of inputs)
    customers.set(input.customer, [...(customers.get(input.customer) ?? []), input]);
  return customers;
}

/** The customer's inputs in steps of at most 200, as a store takes them. */
function live(
  customer: string,
  inputs: readonly Input[],
  decide: ReturnType<typeof createEngine>['decide'],
): Snapshot {
  let snapshot: Snapshot | null = null;
  const journal: Entry[] = [];
  for (let index = 0; index < inputs.length; index += 200) {
    const batch = inputs.slice(index, index + 200);
    let step = decide(snapshot, batch);
    if ('needs' in step) step = decide(snapshot, batch, journal);
    if ('needs' in step) throw new Error('the engine asks twice');
    const { at, state, summary, entries, program, release } = step;
    const v: number = (snapshot?.v ?? 0) + 1;
    journal.push(...entries.map((entry, i): Entry => ({ ...entry, customer, v, i, program, release })));
    snapshot = { customer, v, at, release, entries: journal.length, state, summary };
  }
  if (snapshot === null) throw new Error('the customer has no inputs');
  return snapshot;
}
