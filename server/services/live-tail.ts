import type { Context } from './context.ts';
import type { LiveFeed } from './live-feed.ts';

const ENTRIES_A_LOOK = 100;
/** Inputs bear the clock of the node that took them, and are in the journal a little later. */
const LOOK_BACK_MS = 15_000;

/**
 * Tells the feed what other nodes decided, so that a page shows the same whichever node it watches. Where more comes
 * than a look holds, some of it is not told: the feed shows that things happen, the lists say what did.
 */
export function createLiveTail(
  { store, clock }: Pick<Context, 'store' | 'clock'>,
  feed: LiveFeed,
): () => Promise<boolean> {
  let lastUnwatched = clock();
  return async () => {
    if (!feed.watched) {
      lastUnwatched = clock();
      return false;
    }
    const from = Math.max(lastUnwatched, clock() - LOOK_BACK_MS);
    const { results } = await store.entries({ withEffects: true, from, limit: ENTRIES_A_LOOK });
    feed.publish(results.toReversed());
    return false;
  };
}
