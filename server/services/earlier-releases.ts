import { createEngine } from '../../engine/index.ts';
import type { Engine } from '../../engine/index.ts';
import type { Reign } from '../../engine/upgrade/decide-across.ts';
import type { Store } from '../stores/store.ts';
import { readProgram, readRelease, releaseOf } from './kept-releases.ts';
import type { KeptRelease } from './kept-releases.ts';

/** Releases that were live before: what they had still to decide, and what they decided, needs their own rules. */
export interface EarlierReleases {
  /** From release `from` to the last one before `live`, in order; null: they are to be loaded first. */
  reigns(from: number, live: KeptRelease): readonly Reign[] | null;
  loadReigns(from: number, live: KeptRelease): Promise<void>;
  /** The engine of any release that customers were decided by; null: there is no such release. */
  engine(n: number): Promise<Engine | null>;
}

/** Nearly everybody is one release behind at most; an engine takes some megabytes. */
const REMEMBERED = 8;

export function createEarlierReleases(store: Store): EarlierReleases {
  const engines = new Map<number, Promise<Engine | null>>();
  const loaded = new Map<string, readonly Reign[]>();

  function engine(n: number): Promise<Engine | null> {
    const known = engines.get(n) ?? loadEngine(n);
    engines.delete(n);
    engines.set(n, known);
    known.catch(() => engines.delete(n));
    if (engines.size > REMEMBERED) engines.delete(engines.keys().next().value ?? n);
    return known;
  }

  async function loadEngine(n: number): Promise<Engine | null> {
    const kept = await readRelease(store, n);
    return kept && createEngine(await readProgram(store, kept), releaseOf(kept));
  }

  return {
    engine,
    reigns: (from, live) => loaded.get(keyOf(from, live)) ?? null,
    async loadReigns(from, live) {
      const reigns: Reign[] = [];
      for (const { n, until } of await predecessors(store, from, live)) {
        const found = await engine(n);
        if (found === null) throw new Error(`Release ${n} has decided customers, and is not in the store`);
        reigns.push({ until, catchUp: found.catchUp });
      }
      if (loaded.size >= REMEMBERED) loaded.clear();
      loaded.set(keyOf(from, live), reigns);
    },
  };
}

function keyOf(from: number, { n }: KeptRelease): string {
  return `${from}-${n}`;
}

/** Who was live before whom, back to `from`. Where that was not noted yet, `from` is taken for the one before. */
async function predecessors(
  store: Store,
  from: number,
  live: KeptRelease,
): Promise<readonly { readonly n: number; readonly until: number }[]> {
  const found: { n: number; until: number }[] = [];
  let next = live;
  while (next.n > from) {
    const n = Math.max(from, next.before ?? from);
    found.unshift({ n, until: next.live_at ?? 0 });
    const kept = n > from ? await readRelease(store, n) : null;
    next = kept ?? { ...next, n: from };
  }
  return found;
}
