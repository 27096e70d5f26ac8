import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Input } from '../../../engine/model.ts';
import { createRandom } from '../../../server/demo/random.ts';
import type { Outcome, Store } from '../../../server/stores/store.ts';
import { countingDecide } from '../../support/counting-decide.ts';
import { START, commandInput, eventInput, tickInput } from '../../support/inputs.ts';
import { allPages, expectFolded } from './shared.ts';

export interface Race {
  readonly seed: number;
  readonly customers: number;
  readonly inputs: number;
}

/**
 * Nodes that get the same inputs of a few customers, in calls of their own at random moments; then every customer must
 * be what the journal folds to, each input be there once, and each step that sends something have one delivery.
 */
export async function raceNodes(nodes: readonly Store[], race: Race): Promise<void> {
  const random = createRandom(race.seed, 0x0ace);
  const inputs = Array.from({ length: race.inputs }, (_, n) => raceInput(race, n));
  const calls = nodes.flatMap(node => {
    const own = inputs.filter(() => random.chance(0.7));
    const parts = Array.from({ length: 6 }, () => own.filter(() => random.chance(0.3)));
    return [own, ...parts].map(async some => {
      await pause(random.integer(0, 12));
      return node.submit(some, countingDecide);
    });
  });
  const [first] = nodes;
  if (first === undefined) throw new Error('A race takes nodes.');
  calls.push(first.submit(inputs, countingDecide));
  const outcomes = (await Promise.all(calls)).flat();
  await expectOnce(first, inputs, outcomes);
}

/** Of every kind, the same ones on whatever node: some with a mark, some with something to send. */
function raceInput({ seed, customers }: Race, n: number): Input {
  const customer = `r${seed}-${n % customers}`;
  const at = START + n;
  if (n % 9 === 4) return commandInput(customer, `api:r${seed}-${n}`, 'body', at);
  if (n % 13 === 5) return tickInput(customer, at);
  const attributes = { mark: `third:${n % 3}`, send: n % 3 === 0 };
  return eventInput(customer, `s:r${seed}-${n}`, { at, value: n, attributes });
}

/** Each input was folded and journalled once, every answer is the stored entry, and one of them was the first. */
export async function expectOnce(
  store: Store,
  inputs: readonly Input[],
  outcomes: readonly Outcome[],
): Promise<void> {
  await store.finishOpen(0);
  const journalled: string[] = [];
  for (const customer of new Set(inputs.map(input => input.customer))) {
    const entries = await expectFolded(store, customer);
    journalled.push(...entries.map(({ id }) => id));
    await expectDeliveries(store, customer, entries);
  }
  expect([...journalled].sort()).toEqual(inputs.map(({ id }) => id).sort());
  const fresh = outcomes.filter(outcome => 'entry' in outcome && !outcome.duplicate);
  expect(fresh.length).toBe(new Set(fresh.map(({ id }) => id)).size);
  for (const outcome of outcomes) {
    if ('entry' in outcome) expect(await store.entry(outcome.id)).toEqual(outcome.entry);
  }
}

/** One delivery for each step with something to send, and none besides. */
export async function expectDeliveries(
  store: Store,
  customer: string,
  entries: Awaited<ReturnType<typeof expectFolded>>,
): Promise<void> {
  const deliveries = await allPages(cursor =>
    store.deliveries({ customer, limit: 100, ...(cursor ? { cursor } : {}) }),
  );
  const sending = entries.filter(
    ({ input }) => input !== null && 'attributes' in input && input.attributes['send'] === true,
  );
  expect(deliveries.map(({ v }) => v).sort((a, b) => a - b)).toEqual(
    [...new Set(sending.map(({ v }) => v))].sort((a, b) => a - b),
  );
}
