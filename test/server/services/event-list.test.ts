import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../engine/model.ts';
import { processedEvents } from '../../../server/services/event-list.ts';
import type { EntryQuery, Page, Store } from '../../../server/stores/store.ts';

const AT = Date.parse('2026-01-22T12:00:00Z');

function entry(n: number, type: string): Entry {
  const time = new Date(AT).toISOString();
  const input = {
    event_id: String(n),
    source_type: 'cdr',
    source_name: 'CDR',
    event_type: type,
    customer_id: 'c',
    occurred_at: time,
    received_at: time,
    attributes: {},
    processing_status: 'processed',
  } as const;
  const decided = { program: 'p', release: 1, effects: [], answer: null };
  return { id: `s:${n}`, customer: 'c', v: n, i: 0, at: AT, kind: 'event', input, ...decided };
}

/** A journal that counts how often it is read; cursors are places in it. */
function journalOf(entries: readonly Entry[]) {
  const reads: number[] = [];
  const read = ({ limit, cursor = '0' }: EntryQuery): Promise<Page<Entry>> => {
    reads.push(limit);
    const [start, end] = [Number(cursor), Number(cursor) + limit];
    return Promise.resolve({
      results: entries.slice(start, end),
      next: end < entries.length ? String(end) : null,
    });
  };
  return { reads, store: { entries: read } };
}

/** Every `each`-th of 12,000 events is a recharge. */
const journal = (each: number) =>
  Array.from({ length: 12_000 }, (_, n) => entry(n, n % each === 0 ? 'recharge' : 'usage'));

async function allPages(store: Pick<Store, 'entries'>, limit: number): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const paging = { limit, ...(cursor === null ? {} : { cursor }) };
    const page = await processedEvents(store, { event_type: 'recharge' }, paging);
    expect(page.results.length).toBeLessThanOrEqual(limit);
    ids.push(...page.results.map(({ event_id }) => event_id));
    cursor = page.next;
  } while (cursor !== null);
  return ids;
}

describe('events by their type', () => {
  it.each([
    [1, 50],
    [3, 50],
    [97, 10],
    [701, 2],
    [5_999, 500],
    [20_000, 50],
  ])('are all found, each once, where every %i-th is one, %i a page', async (each, limit) => {
    const entries = journal(each);
    const expected = entries.filter((_, n) => n % each === 0).map(({ v }) => String(v));
    expect(await allPages(journalOf(entries).store, limit)).toEqual(expected);
  });

  it('are looked for in a bounded part of the journal and in few reads', async () => {
    const { reads, store } = journalOf(journal(20_000));
    const page = await processedEvents(store, { event_type: 'recharge' }, { limit: 50 });
    expect([page.results.length, page.next]).toEqual([1, expect.any(String)]);
    expect(reads.length).toBeLessThan(12);
    expect(Number(page.next)).toBeLessThan(6_500);
  });
});
