import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { Json } from '../../../engine/model.ts';
import { createLifecycle } from '../../../server/services/lifecycle.ts';
import { noteMended, waitUntilMended } from '../../../server/services/restored.ts';

/** A store of settings that says what it is told to of its newest entries. */
function openStore() {
  const settings = new Map<string, { readonly rev: number; readonly value: Json }>();
  const store = {
    isHalf: true,
    isRestoredByHalf: () => Promise.resolve(store.isHalf),
    setting: (key: string) => Promise.resolve(settings.get(key) ?? null),
    change(key: string, rev: number, value: Json) {
      if (value === null) settings.delete(key);
      else settings.set(key, { rev: rev + 1, value });
      return Promise.resolve(true);
    },
  };
  return store;
}

function begin() {
  const store = openStore();
  const lines: string[] = [];
  const lifecycle = createLifecycle();
  lifecycle.recover();
  const log = pino({ level: 'info' }, { write: line => lines.push(line) });
  const waiting = waitUntilMended({ store, log }, lifecycle, 1);
  return { store, lines, lifecycle, waiting };
}

it('waits for a restored dump to be mended as a whole, says so once, and goes on by itself', async () => {
  const { store, lines, lifecycle, waiting } = begin();
  await expect.poll(() => lifecycle.waitsFor).toContain('cairn replay --repair');
  // Those by whom it showed are mended, others are not.
  store.isHalf = false;
  const looked = await Promise.race([waiting, new Promise(resolve => setTimeout(resolve, 50, 'waits'))]);
  expect(looked).toBe('waits');
  await noteMended(store);
  expect(await waiting).toBe(true);
  expect(lifecycle.waitsFor).toBeNull();
  expect(lines).toHaveLength(1);
});

it('ends as soon as the process is told to stop', async () => {
  const { lifecycle, waiting } = begin();
  await expect.poll(() => lifecycle.waitsFor).not.toBeNull();
  lifecycle.drain();
  expect(await waiting).toBe(false);
});
