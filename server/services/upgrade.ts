import type { CustomerRow, Page } from '../stores/store.ts';
import type { Context } from './context.ts';
import { keptAs } from './kept.ts';
import type { Releases } from './releases.ts';
import type { Submit } from './submit.ts';

const CUSTOMERS_A_ROUND = 200;
const KEY = 'upgraded';

/**
 * Takes everybody over to the live release, a page a call; true while there is more to do. Whoever has a step of his
 * own meanwhile is over already. Without this, lists and figures would lag behind a changed rule for up to a day.
 */
export function createUpgrade(
  { store, clock }: Context,
  releases: Releases,
  submit: Submit,
): () => Promise<boolean> {
  let walk: { readonly n: number; readonly cursor: string | null } | null = null;
  let done = 0;

  return async () => {
    const { n } = releases.live().release;
    if (done === n) return false;
    if (walk?.n !== n) {
      const kept = await store.setting(KEY);
      if (kept && keptAs<number>(kept.value) >= n) {
        done = n;
        return false;
      }
      walk = { n, cursor: null };
    }
    const { cursor } = walk;
    const query = { limit: CUSTOMERS_A_ROUND, ...(cursor === null ? {} : { cursor }) };
    const page: Page<CustomerRow> = await store.audience(query);
    const behind = page.results.filter(row => row.release < n);
    if (behind.length > 0) await submit(behind.map(row => tick(row.customer, clock())));
    walk = { n, cursor: page.next };
    if (page.next !== null) return true;
    done = n;
    await store.change(KEY, (await store.setting(KEY))?.rev ?? 0, n);
    return false;
  };
}

/** An input that only lets time pass. */
export function tick(customer: string, at: number) {
  return { kind: 'tick', id: `tick:${customer}:${at}`, customer, at, body: null, bodyHash: '' } as const;
}
