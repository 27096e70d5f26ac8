import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ProblemError } from '../problem.ts';
import type { Store } from '../stores/store.ts';
import { keptAs } from './kept.ts';

/** Writing rules and making them live. */
export const RULES_TURN = 'rules';

/** Does `work` while nobody else, on any node, does work of that name. */
export type TakeTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** Who has the turn renews it within this; one that stands still for longer was left by a node that died. */
const STANDS_STILL_MS = 10_000;
const RENEW_MS = 2_000;
const ASK_AGAIN_MS = 60;
const PATIENCE_MS = 30_000;

interface Kept {
  readonly holder: string;
  /** Counts up while the work goes on. */
  readonly beat: number;
}

/** Turns are rare (a person publishes), so waiting for one may ask the store again and again. */
export function createTurns(
  store: Pick<Store, 'setting' | 'change'>,
  now: () => number = () => performance.now(),
): TakeTurn {
  return async (name, work) => {
    const key = `turn:${name}`;
    const holder = randomUUID();
    await taken(key, holder);
    let beat = 0;
    const timer = setInterval(() => {
      beat += 1;
      void change(key, holder, { holder, beat }).catch(() => undefined);
    }, RENEW_MS);
    try {
      return await work();
    } finally {
      clearInterval(timer);
      await change(key, holder, null).catch(() => undefined);
    }
  };

  /** Waits until the turn is this holder's. */
  async function taken(key: string, holder: string): Promise<void> {
    const until = now() + PATIENCE_MS;
    let seen = { rev: -1, since: now() };
    for (;;) {
      const kept = await store.setting(key);
      if (kept && kept.rev !== seen.rev) seen = { rev: kept.rev, since: now() };
      const isFree = kept === null || now() - seen.since > STANDS_STILL_MS;
      if (isFree && (await store.change(key, kept?.rev ?? 0, { holder, beat: 0 }))) return;
      if (now() > until)
        throw new ProblemError('unavailable', 'Another node is at the same work: send it again in a while.');
      await pause(ASK_AGAIN_MS * (0.5 + Math.random()));
    }
  }

  async function change(key: string, holder: string, value: Kept | null): Promise<void> {
    const kept = await store.setting(key);
    if (kept && keptAs<Kept>(kept.value).holder === holder)
      await store.change(key, kept.rev, value === null ? null : { ...value });
  }
}
