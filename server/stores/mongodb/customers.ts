import type { Filter } from 'mongodb';
import { decodeCursor } from '../cursor.ts';
import { group } from '../groups.ts';
import { pageOf } from '../page.ts';
import type { AudienceQuery, Store } from '../store.ts';
import type { Connection } from './connection.ts';
import {
  customerRowOf,
  ROW_FIELDS,
  SNAPSHOT_FIELDS,
  snapshotOf,
  type CustomerDocument,
} from './documents.ts';

type SnapshotDocument = Pick<CustomerDocument, '_id' | keyof typeof SNAPSHOT_FIELDS>;
type RowDocument = Pick<CustomerDocument, '_id' | keyof typeof ROW_FIELDS>;

/** Customers one by one, as audiences, and those whose time has come. */
export function createCustomers(connection: Connection): Pick<Store, 'customer' | 'audience' | 'due'> {
  const { customers, patiently } = connection;
  return {
    async customer(id) {
      const found = await patiently(() =>
        customers.findOne<SnapshotDocument>({ _id: id }, { projection: SNAPSHOT_FIELDS }),
      );
      return found && snapshotOf(found);
    },
    async audience(query) {
      const filter = filterOf(query);
      const found = await patiently(() =>
        customers
          .find(filter)
          .sort({ _id: 1 })
          .limit(query.limit + 1)
          .project<RowDocument>(ROW_FIELDS)
          .toArray(),
      );
      return pageOf(found, query.limit, customerRowOf, ({ _id }) => [_id]);
    },
    async due(now, limit, after) {
      const isDue: Filter<CustomerDocument> = { due_at: { $lte: now } };
      const filter = after === undefined ? isDue : { $and: [isDue, laterThan(after.dueAt, after.customer)] };
      const found = await patiently(() =>
        customers
          .find(filter)
          .sort({ due_at: 1, _id: 1 })
          .limit(limit)
          .project<{ readonly _id: string; readonly due_at: number }>({ due_at: 1 })
          .toArray(),
      );
      return found.map(({ _id, due_at }) => ({ customer: _id, dueAt: due_at }));
    },
  };
}

function filterOf({ segment, tier, mission, search, cursor }: AudienceQuery): Filter<CustomerDocument> {
  const groups = [
    ...(segment === undefined ? [] : [group('segment', segment)]),
    ...(mission === undefined ? [] : [group('mission', mission)]),
    ...(tier === undefined ? [] : [group('tier', tier)]),
  ];
  const after = cursor === undefined ? null : String(decodeCursor(cursor, [''])[0]);
  const conditions: Filter<CustomerDocument>[] = groups.map(each => ({ groups: each }));
  if (after !== null) conditions.push({ _id: { $gt: after } });
  if (search) conditions.push({ _id: { $regex: escaped(search), $options: 'i' } });
  return conditions.length === 0 ? {} : { $and: conditions };
}

function laterThan(dueAt: number, customer: string): Filter<CustomerDocument> {
  return { $or: [{ due_at: { $gt: dueAt } }, { due_at: dueAt, _id: { $gt: customer } }] };
}

/** Signs that mean something in patterns, taken as they are. */
function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
