import type { Store } from '../stores/store.ts';

const DAY_MS = 86_400_000;

/** Answers by Idempotency-Key. A command's key is in the journal for ever besides, with what came of it. */
const REQUESTS_MS = 7 * DAY_MS;
/** Notes on events that came again. */
const REPEATS_MS = 90 * DAY_MS;
const ROWS_A_ROUND = 1_000;

/** Drops what is kept for a time only. True: there is more of it. */
export async function dropOutdated(store: Store, now: number): Promise<boolean> {
  const dropped = [
    await store.dropRequests(now - REQUESTS_MS, ROWS_A_ROUND),
    await store.dropRepeats(now - REPEATS_MS, ROWS_A_ROUND),
  ];
  return dropped.includes(ROWS_A_ROUND);
}
