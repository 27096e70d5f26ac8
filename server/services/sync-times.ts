import type { Store } from '../stores/store.ts';
import { keptAs } from './kept.ts';

/** When a source last sent something. Kept in memory and written now and then: it is shown, nothing depends on it. */
export interface SyncTimes {
  note(scope: string, at: number): void;
  of(scope: string): number | null;
  save(): Promise<void>;
}

const KEY = 'sync_times';

export async function openSyncTimes(store: Store): Promise<SyncTimes> {
  const kept = await store.setting(KEY);
  const times = new Map(Object.entries(kept ? keptAs<Record<string, number>>(kept.value) : {}));
  let dirty = false;
  return {
    note(scope, at) {
      times.set(scope, at);
      dirty = true;
    },
    of: scope => times.get(scope) ?? null,
    async save() {
      if (!dirty) return;
      dirty = false;
      const now = await store.setting(KEY);
      const merged = { ...(now ? keptAs<Record<string, number>>(now.value) : {}) };
      for (const [scope, at] of times) merged[scope] = Math.max(at, merged[scope] ?? 0);
      // Lost to another writer: what is missing comes with the next save.
      if (!(await store.change(KEY, now?.rev ?? 0, merged))) dirty = true;
    },
  };
}
