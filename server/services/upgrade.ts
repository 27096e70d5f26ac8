import type { CustomerRow, Page, Store } from '../stores/store.ts';
import type { Context } from './context.ts';
import { keptAs } from './kept.ts';
import type { Releases } from './releases.ts';
import type { Submit, Submitted } from './submit.ts';

/** How far everybody is taken over to a release. */
export interface UpgradeProgress {
  readonly release: number;
  readonly state: 'running' | 'done';
  /** Customers looked at. */
  readonly done: number;
  /** Those among them whose step could not be taken; they go over with their next one. */
  readonly failed: number;
  readonly total: number;
  readonly started_at: number;
  readonly ended_at: number | null;
}

interface Walk {
  readonly n: number;
  /** Where the next page begins; null: at the beginning, or all is done. */
  readonly cursor: string | null;
  readonly done: number;
  readonly failed: number;
  /** Customers there were when it began; absent in walks that began before this was noted. */
  readonly total?: number;
  readonly started_at: number;
  readonly ended_at: number | null;
}

const CUSTOMERS_A_ROUND = 200;

/** How long customers who are taken over together may keep the store from others: new facts fold whole histories. */
const SHARE_MS = 50;

const KEY = 'upgrade';

/**
 * Takes everybody over to the live release, a page a call; true while there is more to do. Whoever has a step of his
 * own meanwhile is over already. Without this, lists and figures would lag behind a changed rule for up to a day. The
 * place is kept after each page: whichever node calls next goes on there.
 */
export function createUpgrade(
  { store, clock, log }: Context,
  releases: Releases,
  submit: Submit,
): () => Promise<boolean> {
  let done = 0;
  let atOnce = 1;

  /** Gives how many of the page were not taken over. */
  async function takeOver(page: Page<CustomerRow>, n: number): Promise<number> {
    const behind = page.results.filter(row => row.release < n);
    let failed = 0;
    for (let first = 0; first < behind.length;) {
      const some = behind.slice(first, first + atOnce);
      first += some.length;
      const since = performance.now();
      const outcomes = await submit(some.map(row => tick(row.customer, clock())));
      const tookMs = performance.now() - since;
      // Whoever sends events waits behind these: they may be many only where each is quick.
      if (tookMs > 2 * SHARE_MS) atOnce = Math.max(1, Math.floor(atOnce / 2));
      else if (tookMs < SHARE_MS) atOnce = Math.min(CUSTOMERS_A_ROUND, atOnce * 2);
      failed += outcomes.filter(isLeft).length;
    }
    return failed;
  }

  return async () => {
    const { n } = releases.live().release;
    if (done === n) return false;
    const kept = await store.setting(KEY);
    const walk = kept && keptAs<Walk>(kept.value);
    if (walk === null || walk.n < n) {
      // Another release's walk is over with. This one shows from its beginning on.
      const total = await customersIn(store);
      await store.change(KEY, kept?.rev ?? 0, { ...beginning(n, total, clock()) });
      return true;
    }
    if (walk.n > n) return false;
    if (walk.ended_at !== null) {
      done = n;
      return false;
    }
    const { cursor } = walk;
    const query = { limit: CUSTOMERS_A_ROUND, ...(cursor === null ? {} : { cursor }) };
    const page = await store.audience(query);
    const failed = await takeOver(page, n);
    const next: Walk = {
      ...walk,
      cursor: page.next,
      done: walk.done + page.results.length,
      failed: walk.failed + failed,
      ended_at: page.next === null ? clock() : null,
    };
    // Who is faster has done the same page: this one goes on from where that is.
    const isOurs = await store.change(KEY, kept?.rev ?? 0, { ...next });
    if (isOurs && next.ended_at !== null) {
      log.info(
        { release: n, customers: next.done, failed: next.failed },
        'all customers are over to the release',
      );
    }
    return next.ended_at === null || !isOurs;
  };
}

function isLeft(outcome: Submitted): boolean {
  return 'failed' in outcome || ('error' in outcome && outcome.error !== 'erased');
}

function beginning(n: number, total: number, now: number): Walk {
  return { n, cursor: null, done: 0, failed: 0, total, started_at: now, ended_at: null };
}

async function customersIn(store: Pick<Store, 'totals'>): Promise<number> {
  return (await store.totals({ of: 'customers' }))[0]?.count ?? 0;
}

/** How far the walk of the live release is; null: none has begun. */
export async function readUpgrade({ store }: Pick<Context, 'store'>): Promise<UpgradeProgress | null> {
  const kept = await store.setting(KEY);
  if (kept === null) return null;
  const { n, done, failed, total, started_at, ended_at } = keptAs<Walk>(kept.value);
  const figures = { release: n, done, failed, started_at, ended_at };
  if (ended_at !== null) return { ...figures, state: 'done', total: done };
  // Who came since began at this release: the walk need not take him over, though it may come by him.
  return { ...figures, state: 'running', total: Math.max(done, total ?? (await customersIn(store))) };
}

/** An input that only lets time pass. */
export function tick(customer: string, at: number) {
  return { kind: 'tick', id: `tick:${customer}:${at}`, customer, at, body: null, bodyHash: '' } as const;
}
