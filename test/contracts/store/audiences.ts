import { describe, expect, test } from 'vitest';
import type { AudienceQuery } from '../../../server/stores/store.ts';
import { countingDecide } from '../../support/counting-decide.ts';
import { eventInput } from '../../support/inputs.ts';
import { allPages, defined, documentOf, type Nodes } from './shared.ts';

export function describeAudiences({ store }: Nodes): void {
  const idsOf = async (
    query: Omit<AudienceQuery, 'limit' | 'cursor'>,
    limit = 2,
  ): Promise<readonly string[]> => {
    const rows = await allPages(cursor =>
      store().audience({ ...query, limit, ...(cursor ? { cursor } : {}) }),
    );
    return rows.map(row => row.customer);
  };
  const people = [
    ['anna-1', { segment: 'heavy,young', tier: 'gold', mission: 'm1' }],
    ['ben-2', { segment: 'heavy', tier: 'silver', mission: 'm1,m2' }],
    ['Cleo-3', { segment: 'young', tier: 'gold' }],
    ['dora-1', { segment: '' }],
  ] as const;
  const arrive = () =>
    store().submit(
      people.map(([customer, attributes]) => eventInput(customer, `s:${customer}`, { attributes })),
      countingDecide,
    );

  describe('audiences', () => {
    test('everybody is listed once, by id, over all pages', async () => {
      await arrive();
      for (const limit of [1, 2, 4, 9]) {
        expect(await idsOf({}, limit)).toEqual(['Cleo-3', 'anna-1', 'ben-2', 'dora-1']);
      }
    });

    test('a row has the customer as of the last step', async () => {
      await arrive();
      const [row] = (await store().audience({ search: 'anna', limit: 1 })).results;
      const { state, v, digest: _, ...rest } = await documentOf(store(), 'anna-1');
      expect([v, state.length > 0]).toEqual([1, true]);
      expect(row).toEqual(rest);
    });

    test('a search finds beginnings and middles of ids, in any case, and takes signs as they are', async () => {
      await arrive();
      await store().submit([eventInput('100%_x', 's:%')], countingDecide);
      expect(await idsOf({ search: 'an' })).toEqual(['anna-1']);
      expect(await idsOf({ search: '-1' })).toEqual(['anna-1', 'dora-1']);
      expect(await idsOf({ search: 'CLEO' })).toEqual(['Cleo-3']);
      expect(await idsOf({ search: '%' })).toEqual(['100%_x']);
      expect(await idsOf({ search: 'nobody' })).toEqual([]);
    });

    test('segments, tiers and missions narrow an audience down, alone and together', async () => {
      await arrive();
      expect(await idsOf({ segment: 'heavy' }, 1)).toEqual(['anna-1', 'ben-2']);
      expect(await idsOf({ tier: 'gold' }, 1)).toEqual(['Cleo-3', 'anna-1']);
      expect(await idsOf({ tier: 'basic' })).toEqual(['dora-1']);
      expect(await idsOf({ mission: 'm1' })).toEqual(['anna-1', 'ben-2']);
      expect(await idsOf({ mission: 'm1', tier: 'silver' })).toEqual(['ben-2']);
      expect(await idsOf({ segment: 'young', tier: 'gold', mission: 'm1' })).toEqual(['anna-1']);
      expect(await idsOf({ segment: 'young', search: 'cl' })).toEqual(['Cleo-3']);
      expect(await idsOf({ segment: 'gold' })).toEqual([]);
    });

    test('who leaves a segment, a tier or a mission leaves its audience', async () => {
      await arrive();
      const attributes = { segment: 'new', tier: 'silver', mission: 'm2' };
      await store().submit([eventInput('anna-1', 's:change', { attributes })], countingDecide);
      expect(await idsOf({ segment: 'heavy' })).toEqual(['ben-2']);
      expect(await idsOf({ segment: 'new' })).toEqual(['anna-1']);
      expect(await idsOf({ tier: 'gold' })).toEqual(['Cleo-3']);
      expect(await idsOf({ tier: 'silver' })).toEqual(['anna-1', 'ben-2']);
      expect(await idsOf({ mission: 'm1' })).toEqual(['ben-2']);
    });

    test('somebody who arrives while somebody pages moves nobody else', async () => {
      await arrive();
      const first = await store().audience({ limit: 2 });
      await store().submit([eventInput('aaron', 's:aaron'), eventInput('carl', 's:carl')], countingDecide);
      const rest = await store().audience({ limit: 9, cursor: defined(first.next) });
      expect(rest.results.map(row => row.customer)).toEqual(['ben-2', 'carl', 'dora-1']);
      await expect(store().audience({ limit: 9, cursor: 'WzFd' })).rejects.toThrow('cursor');
    });
  });
}
