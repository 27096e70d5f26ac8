import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { STANDS_STILL_MS } from '../../../server/services/leases.ts';
import type { Submit } from '../../../server/services/submit.ts';
import { createSweep } from '../../../server/services/sweep.ts';
import { openSqliteStore } from '../../../server/stores/sqlite/sqlite-store.ts';
import type { Store } from '../../../server/stores/store.ts';
import { countingDecide } from '../../support/counting-decide.ts';
import { eventInput, START } from '../../support/inputs.ts';

const CUSTOMERS = 1_200;
const LATER = START + 100_000;

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-sweep-'));
  store = await openSqliteStore({ file: join(folder, 'cairn.db') });
  const inputs = Array.from({ length: CUSTOMERS }, (_, n) =>
    eventInput(`c${n}`, `s:${n}`, { at: START + n }),
  );
  await store.submit(inputs, countingDecide);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** A node that notes whom it takes over their instants; `fails` says for whom that does not work. */
function openNode(
  name: string,
  now: () => number = () => 0,
  fails: (customer: string) => boolean = () => false,
) {
  const ticked: string[] = [];
  const submit: Submit = async inputs => {
    const good = inputs.filter(({ customer }) => !fails(customer));
    ticked.push(...good.map(({ customer }) => customer));
    const outcomes = new Map(
      (await store.submit(good, countingDecide)).map(outcome => [outcome.id, outcome]),
    );
    return inputs.map(({ id }) => outcomes.get(id) ?? { id, failed: new Error('it cannot be decided') });
  };
  return { ticked, ...createSweep({ store, clock: () => LATER }, submit, name, now) };
}

async function waiting(): Promise<number> {
  return (await store.due(LATER, CUSTOMERS)).length;
}

describe('the sweep', () => {
  it('is divided: two nodes at once take everybody, and nobody twice', async () => {
    const nodes = [openNode('a'), openNode('b')];
    const run = async ({ round }: (typeof nodes)[number]) => {
      while (await round());
    };
    await Promise.all(nodes.map(run));
    const ticked = nodes.flatMap(node => node.ticked);
    expect([ticked.length, new Set(ticked).size, await waiting()]).toEqual([CUSTOMERS, CUSTOMERS, 0]);
    expect(nodes.map(node => node.ticked.length > 0)).toEqual([true, true]);
  });

  it('goes on behind the page of a node that died, which another takes once its claim stood still', async () => {
    const dead = openNode('dead', undefined, () => true);
    await dead.round();
    let now = 0;
    const alive = openNode('alive', () => now);
    while (await alive.round());
    expect([alive.swept(), await waiting()]).toEqual([CUSTOMERS - 500, 500]);
    now += STANDS_STILL_MS;
    while (await alive.round());
    expect([alive.swept(), await waiting()]).toEqual([CUSTOMERS, 0]);
  });

  it('waits for nobody who left', async () => {
    const leaver = openNode('leaver', undefined, () => true);
    await leaver.round();
    await leaver.leave();
    const other = openNode('other');
    while (await other.round());
    expect([other.swept(), await waiting()]).toEqual([CUSTOMERS, 0]);
  });

  it('passes those who cannot be decided, and does not try them again without a pause', async () => {
    const node = openNode('a', undefined, customer => /^c\d{1,2}$/.test(customer));
    let rounds = 0;
    while (await node.round()) rounds += 1;
    expect([node.swept(), await waiting()]).toEqual([CUSTOMERS - 100, 100]);
    expect(rounds).toBeLessThan(10);
  });
});
