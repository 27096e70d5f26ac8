import { describe, expect, test } from 'vitest';
import type { FailedRecord } from '../../../server/stores/store.ts';
import { countingDecide } from '../../support/counting-decide.ts';
import { START, eventInput } from '../../support/inputs.ts';
import { allPages, defined, type Nodes } from './shared.ts';

function failedRecord(id: string, received_at: number, reason = 'no customer'): FailedRecord {
  return {
    id,
    source_type: 'usage',
    source_name: null,
    customer_id: null,
    received_at,
    reason,
    errors: [{ path: '/customer', message: 'is missing' }],
    record: { raw: id, nested: [1, null, 'ü'] },
  };
}

export function describeRecords({ store, another }: Nodes): void {
  describe('failed records', () => {
    test('a record is kept once, with the time it came first and what was wrong with it last', async () => {
      await store().keepFailed([failedRecord('f1', START), failedRecord('f1', START + 1, 'again')]);
      await store().keepFailed([failedRecord('f1', START + 2, 'and again')]);
      expect((await store().failed({ limit: 5 })).results).toEqual([failedRecord('f1', START, 'and again')]);
      expect(await store().totals({ of: 'failed' })).toEqual([{ key: 'failed', count: 1 }]);
    });

    test('records are listed from new to old over all pages, or one by its id', async () => {
      await store().keepFailed([3, 1, 2, 2, 5].map((at, n) => failedRecord(`f${n}`, START + at)));
      for (const limit of [1, 2, 9]) {
        const rows = await allPages(cursor => store().failed({ limit, ...(cursor ? { cursor } : {}) }));
        expect(rows.map(row => row.id)).toEqual(['f4', 'f0', 'f3', 'f2', 'f1']);
      }
      expect((await store().failed({ limit: 1, id: 'f2' })).results.map(row => row.id)).toEqual(['f2']);
      expect((await store().failed({ limit: 1, id: 'none' })).results).toEqual([]);
    });

    test('records can be those of one customer', async () => {
      await store().keepFailed([
        failedRecord('f1', START),
        ...[2, 3].map(n => ({ ...failedRecord(`f${n}`, START + n), customer_id: 'a' })),
      ]);
      const rows = await allPages(cursor =>
        store().failed({ limit: 1, customer: 'a', ...(cursor ? { cursor } : {}) }),
      );
      expect(rows.map(row => row.id)).toEqual(['f3', 'f2']);
    });

    test('dropped records are gone', async () => {
      await store().keepFailed([failedRecord('f1', START), failedRecord('f2', START)]);
      await store().dropFailed(['f1', 'unknown']);
      expect((await store().failed({ limit: 5 })).results.map(row => row.id)).toEqual(['f2']);
    });
  });

  describe('settings', () => {
    test('a value is changed only by who has seen the last one', async () => {
      expect(await store().setting('k')).toBeNull();
      expect(await store().change('k', 0, { a: [1] })).toBe(true);
      expect(await store().change('k', 0, 'again')).toBe(false);
      const first = defined(await store().setting('k'));
      expect(first.value).toEqual({ a: [1] });
      expect(await store().change('k', first.rev, 'second')).toBe(true);
      expect(await store().change('k', first.rev, 'lost')).toBe(false);
      expect((await store().setting('k'))?.value).toBe('second');
    });

    test('a removed value is as if it had never been, but its revisions never return', async () => {
      await store().change('k', 0, 'old');
      const old = defined(await store().setting('k'));
      expect(await store().change('k', old.rev, null)).toBe(true);
      expect(await store().setting('k')).toBeNull();
      expect(await store().settings('k')).toEqual([]);
      expect(await store().change('k', old.rev, 'revived')).toBe(false);
      expect(await store().change('k', 0, 'new')).toBe(true);
      expect(await store().change('k', old.rev, 'by a reader of the old value')).toBe(false);
      expect((await store().setting('k'))?.value).toBe('new');
    });

    test('of many nodes that change one value at once, one succeeds', async () => {
      const nodes = [store(), await another(), await another()];
      const won = await Promise.all(nodes.flatMap(node => [1, 2, 3].map(n => node.change('lease', 0, n))));
      expect(won.filter(Boolean)).toHaveLength(1);
    });

    test('settings are listed by prefix, with nothing between them that only looks alike', async () => {
      for (const key of ['hook/b', 'hook/a', 'hooks', 'hook%', 'Hook/c']) await store().change(key, 0, key);
      const listed = await store().settings('hook/');
      expect(listed.map(({ key, value }) => [key, value])).toEqual([
        ['hook/a', 'hook/a'],
        ['hook/b', 'hook/b'],
      ]);
      expect(listed[0]?.rev).toBe((await store().setting('hook/a'))?.rev);
    });
  });

  describe('life', () => {
    test('an open store is ready and has no open steps', async () => {
      expect(await store().state()).toMatchObject({ reachable: true, problem: null });
      await store().submit([eventInput('a', 's:1')], countingDecide);
      expect(await store().finishOpen(0)).toBe(0);
    });

    test('closing answers what was taken in, and takes nothing more', async () => {
      const node = await another();
      const inputs = Array.from({ length: 300 }, (_, n) => eventInput('c', `s:${n}`, { at: START + n }));
      const taken = node.submit(inputs, countingDecide);
      const setting = node.change('k', 0, 1);
      await node.close();
      expect(await taken).toHaveLength(300);
      expect(await setting).toBe(true);
      expect((await store().customer('c'))?.entries).toBe(300);
      await expect(node.submit(inputs, countingDecide)).rejects.toThrow('closed');
      await expect(node.customer('c')).rejects.toThrow('closed');
      expect(await node.state()).toMatchObject({ reachable: false, problem: expect.any(String) });
      await node.close();
    });
  });
}
