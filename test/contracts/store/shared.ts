import { expect } from 'vitest';
import type { Entry, Snapshot } from '../../../engine/model.ts';
import type { Outcome, Page, Store } from '../../../server/stores/store.ts';
import { counted, foldJournal } from '../../support/counting-decide.ts';

export interface Nodes {
  /** The store of this test, empty at its start. */
  store(): Store;
  another(): Promise<Store>;
}

export async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

export async function documentOf(store: Store, customer: string): Promise<Snapshot> {
  return defined(await store.customer(customer));
}

/** What has to be there in a test that means anything. */
export function defined<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('Something that this test needs is not there.');
  return value;
}

/** Reads a list to its end, page by page. */
export async function allPages<T>(read: (cursor?: string) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.results);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return items;
}

export function entryOf(outcome: Outcome | undefined): Entry {
  if (!outcome || !('entry' in outcome)) throw new Error(`There is no entry: ${JSON.stringify(outcome)}`);
  return outcome.entry;
}

/** "fresh", "duplicate" or the error of each outcome. */
export function kindsOf(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.map(outcome =>
    'error' in outcome ? outcome.error : outcome.duplicate ? 'duplicate' : 'fresh',
  );
}

/** The customer's document is what the journal folds to, with as many entries, each once and in order. */
export async function expectFolded(store: Store, customer: string): Promise<readonly Entry[]> {
  const snapshot = await documentOf(store, customer);
  const entries = await all(store.history(customer));
  expect(counted(snapshot)).toEqual(foldJournal(entries));
  expect(snapshot.entries).toBe(entries.length);
  expect(new Set(entries.map(entry => entry.id)).size).toBe(entries.length);
  expect(snapshot.v).toBe(entries.at(-1)?.v ?? 0);
  const order = entries.map(entry => [entry.v, entry.i]);
  expect(order).toEqual([...order].sort(([v = 0, i = 0], [w = 0, j = 0]) => v - w || i - j));
  return entries;
}
