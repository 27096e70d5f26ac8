import type { Entry } from '../../engine/model.ts';
import type { EntryQuery, Page, Store } from '../stores/store.ts';

/** Pages that are read for one answer at most: behind them the caller goes on with the cursor. */
const MAX_PAGES = 10;

/**
 * Items that some entries bear, newest first. Whole pages of entries are taken until there are enough items, so a page
 * may hold a few more than asked for.
 */
export async function collectItems<T>(
  store: Store,
  query: EntryQuery,
  itemsOf: (entry: Entry) => readonly T[] | Promise<readonly T[]>,
): Promise<Page<T>> {
  const results: T[] = [];
  let cursor = query.cursor;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const entries = await store.entries({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    for (const entry of entries.results) results.push(...(await itemsOf(entry)));
    if (entries.next === null) return { results, next: null };
    cursor = entries.next;
    if (results.length >= query.limit) break;
  }
  return { results, next: cursor ?? null };
}

/** All entries that a query finds. */
export async function* allEntries(
  store: Store,
  query: Omit<EntryQuery, 'limit' | 'cursor'>,
): AsyncGenerator<Entry> {
  let cursor: string | null = null;
  do {
    const page: Page<Entry> = await store.entries({
      ...query,
      limit: 500,
      ...(cursor === null ? {} : { cursor }),
    });
    yield* page.results;
    cursor = page.next;
  } while (cursor !== null);
}
