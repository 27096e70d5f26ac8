import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from '../../../server/stores/sqlite/sqlite-store.ts';
import type { DecideStep, Outcome, Store } from '../../../server/stores/store.ts';
import { counted, countingDecide } from '../../support/counting-decide.ts';
import { eventInput } from '../../support/inputs.ts';

let folder = '';
const stores: Store[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-deciding-'));
});

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  rmSync(folder, { recursive: true });
});

async function open(): Promise<Store> {
  const store = await openSqliteStore({ file: join(folder, 'cairn.db') });
  stores.push(store);
  return store;
}

/** Decides at once, and gives its first answer only when told: meanwhile others may write. */
function slowly() {
  let release = (): void => undefined;
  let begun = (): void => undefined;
  const released = new Promise<void>(resolve => (release = resolve));
  const deciding = new Promise<void>(resolve => (begun = resolve));
  let calls = 0;
  const decide: DecideStep = async (before, fresh) => {
    calls += 1;
    const step = countingDecide(before, fresh);
    begun();
    await released;
    return step;
  };
  return { decide, deciding, release, calls: () => calls };
}

function kindOf(outcome: Outcome | undefined): string {
  if (outcome === undefined) return 'none';
  if ('error' in outcome) return outcome.error;
  return outcome.duplicate ? 'duplicate' : 'fresh';
}

test('a step decided on what another process has changed meanwhile is decided anew', async () => {
  const [slow, quick] = [await open(), await open()];
  const { decide, deciding, release, calls } = slowly();
  const asked = slow.submit([eventInput('c', 's:1')], decide);
  await deciding;
  await quick.submit([eventInput('c', 's:2')], countingDecide);
  release();
  expect((await asked).map(kindOf)).toEqual(['fresh']);
  expect(calls()).toBe(2);
  const snapshot = await slow.customer('c');
  expect(snapshot && [...counted(snapshot).ids].sort()).toEqual(['s:1', 's:2']);
  expect(snapshot).toMatchObject({ v: 2, entries: 2 });
});

test('an id that another process has journalled meanwhile, for another customer, is folded once', async () => {
  const [slow, quick] = [await open(), await open()];
  await slow.submit([eventInput('a', 's:before')], countingDecide);
  const { decide, deciding, release } = slowly();
  const asked = slow.submit([eventInput('a', 's:twice'), eventInput('b', 's:own')], decide);
  await deciding;
  await quick.submit([eventInput('z', 's:twice')], countingDecide);
  release();
  expect((await asked).map(kindOf)).toEqual(['duplicate', 'fresh']);
  expect(await slow.customer('a')).toMatchObject({ v: 1, entries: 1 });
  expect((await slow.entry('s:twice'))?.customer).toBe('z');
});

test.each([
  ['who is new', []],
  ['who is known', [eventInput('c', 's:before')]],
])('nothing comes back of a customer %s and is erased while his step is decided', async (_, earlier) => {
  const [slow, other] = [await open(), await open()];
  if (earlier.length > 0) await slow.submit(earlier, countingDecide);
  const { decide, deciding, release } = slowly();
  const asked = slow.submit([eventInput('c', 's:1')], decide);
  await deciding;
  await other.erase('c');
  release();
  expect((await asked).map(kindOf)).toEqual(['erased']);
  expect(await slow.customer('c')).toBeNull();
  expect(await slow.entry('s:1')).toBeNull();
});

test('other customers are written while a step of one is decided, his own next one waits', async () => {
  const store = await open();
  const { decide, deciding, release } = slowly();
  const asked = store.submit([eventInput('slow', 's:1')], decide);
  await deciding;
  await store.submit([eventInput('quick', 's:2')], countingDecide);
  const next = store.submit([eventInput('slow', 's:3')], countingDecide);
  expect(await store.customer('slow')).toBeNull();
  release();
  await Promise.all([asked, next]);
  const snapshot = await store.customer('slow');
  expect(snapshot && counted(snapshot).ids).toEqual(['s:1', 's:3']);
});
