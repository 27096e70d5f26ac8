import type { Store } from '../stores/store.ts';
import { keptAs } from './kept.ts';

/**
 * Who of several nodes does a piece of work that once is enough for. A lease spares work and never keeps order: while a
 * node that was taken for dead goes on, two may hold one, and what they do must be right all the same.
 */
export interface Leases {
  /** Whether this node holds it now: renews it, or takes it where it is free or its holder's stands still. */
  hold(name: string): Promise<boolean>;
  /** The names of those that this node holds. */
  held(): readonly string[];
  /** Hands all back, so that others need not wait; nothing is taken from then on. */
  giveBack(): Promise<void>;
}

/** A holder that is alive renews several times within this; measured by the clock of whoever looks on. */
export const STANDS_STILL_MS = 30_000;
const RENEW_MS = 8_000;

interface Kept {
  readonly node: string;
}

/** `now` is a clock that only rises; nodes need not agree on it. */
export function createLeases(
  store: Pick<Store, 'setting' | 'change'>,
  node: string,
  now: () => number = () => performance.now(),
): Leases {
  const renewedAt = new Map<string, number>();
  const seen = new Map<string, { readonly rev: number; readonly since: number }>();
  const asking = new Map<string, Promise<boolean>>();
  let closed = false;

  async function ask(name: string): Promise<boolean> {
    const kept = await store.setting(keyOf(name));
    const mayTake = kept === null || keptAs<Kept>(kept.value).node === node || standsStill(name, kept.rev);
    const isOurs = mayTake && (await store.change(keyOf(name), kept?.rev ?? 0, { node }));
    if (isOurs) renewedAt.set(name, now());
    else renewedAt.delete(name);
    return isOurs;
  }

  function standsStill(name: string, rev: number): boolean {
    const before = seen.get(name);
    if (before?.rev === rev) return now() - before.since >= STANDS_STILL_MS;
    seen.set(name, { rev, since: now() });
    return false;
  }

  return {
    async hold(name) {
      if (closed) return false;
      if (now() - (renewedAt.get(name) ?? -Infinity) < RENEW_MS) return true;
      const answer = asking.get(name) ?? ask(name).finally(() => asking.delete(name));
      asking.set(name, answer);
      return answer;
    },
    held: () => [...renewedAt.keys()],
    async giveBack() {
      closed = true;
      await Promise.allSettled(asking.values());
      for (const name of renewedAt.keys()) {
        const kept = await store.setting(keyOf(name));
        if (kept && keptAs<Kept>(kept.value).node === node) await store.change(keyOf(name), kept.rev, null);
      }
      renewedAt.clear();
    },
  };
}

function keyOf(name: string): string {
  return `lease:${name}`;
}
