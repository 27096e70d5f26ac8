import type { CustomerRow, Page } from '../stores/store.ts';
import type { Context } from './context.ts';
import { keptAs } from './kept.ts';
import type { Releases } from './releases.ts';
import type { Submit } from './submit.ts';

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
  readonly started_at: number;
  readonly ended_at: number | null;
}

const CUSTOMERS_A_ROUND = 200;
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

  /** Gives how many of the page were not taken over. */
  async function takeOver(page: Page<CustomerRow>, n: number): Promise<number> {
    const behind = page.results.filter(row => row.release < n);
    if (behind.length === 0) return 0;
    const outcomes = await submit(behind.map(row => tick(row.customer, clock())));
    return outcomes.filter(
      outcome => 'failed' in outcome || ('error' in outcome && outcome.error !== 'erased'),
    ).length;
  }

  return async () => {
    const { n } = releases.live().release;
    if (done === n) return false;
    const kept = await store.setting(KEY);
    const walk = goingOn(kept && keptAs<Walk>(kept.value), n, clock());
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

/** The walk of the release, from where it stands; another release's is over with. */
function goingOn(kept: Walk | null, n: number, now: number): Walk {
  if (kept !== null && kept.n >= n) return kept;
  return { n, cursor: null, done: 0, failed: 0, started_at: now, ended_at: null };
}

/** How far the walk of the live release is; null: none has begun. */
export async function readUpgrade({ store }: Pick<Context, 'store'>): Promise<UpgradeProgress | null> {
  const kept = await store.setting(KEY);
  if (kept === null) return null;
  const { n, done, failed, started_at, ended_at } = keptAs<Walk>(kept.value);
  const [row] = await store.totals({ of: 'customers' });
  const state = ended_at === null ? 'running' : 'done';
  return { release: n, state, done, failed, total: Math.max(done, row?.count ?? 0), started_at, ended_at };
}

/** An input that only lets time pass. */
export function tick(customer: string, at: number) {
  return { kind: 'tick', id: `tick:${customer}:${at}`, customer, at, body: null, bodyHash: '' } as const;
}
