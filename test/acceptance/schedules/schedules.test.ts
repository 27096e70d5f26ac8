import { afterAll, expect, it, vi } from 'vitest';
import { endAll } from '../../server/support/run-cairn.ts';
import { describeUnless } from '../../support/describe-unless.ts';
import { runSchedules } from './run-schedules.ts';
import type { StoreName } from './run-schedules.ts';

vi.setConfig({ testTimeout: 1_800_000 });

const SCHEDULES = 200;

const noMongodb = process.env['MONGODB_URL'] === undefined ? 'MONGODB_URL names no MongoDB' : undefined;

const STORES: readonly { readonly store: StoreName; readonly problem: string | undefined }[] = [
  { store: 'embedded', problem: undefined },
  { store: 'mongodb', problem: noMongodb },
];

afterAll(endAll);

for (const { store, problem } of STORES) {
  describeUnless(problem, `Node processes that are killed at random, on the store ${store}`, () => {
    it(`keep every promise in ${SCHEDULES} random schedules`, async () => {
      const { schedules, kills, problems } = await runSchedules(SCHEDULES, 1, store);
      expect(problems).toEqual([]);
      expect(schedules).toBe(SCHEDULES);
      // Without kills, or without so many, this would prove less than it says.
      expect(kills).toBeGreaterThan(SCHEDULES / 10);
    });
  });
}
