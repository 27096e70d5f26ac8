import type { Filter } from 'mongodb';
import { decodeCursor } from '../cursor.ts';
import { pageOf } from '../page.ts';
import type { FailedRecord, Store } from '../store.ts';
import type { Connection, FailedDocument } from './connection.ts';
import { written } from './documents.ts';

/** Raw records that could not be mapped; the newest first. */
export function createFailedRecords(
  connection: Connection,
): Pick<Store, 'keepFailed' | 'failed' | 'dropFailed'> {
  const { failed, patiently } = connection;
  return {
    async keepFailed(rows) {
      if (rows.length === 0) return;
      // Tried again it may fail for another reason, but it still came when it came.
      const writes = rows.map(row => ({
        updateOne: {
          filter: { _id: row.id },
          update: {
            $set: { customer: row.customer_id, record: JSON.stringify(row) },
            $setOnInsert: { received_at: row.received_at },
          },
          upsert: true,
        },
      }));
      await patiently(() => failed.bulkWrite(writes, { ordered: true }));
    },
    async failed({ id, customer, cursor, limit }) {
      const conditions: Filter<FailedDocument>[] = [];
      if (id !== undefined) conditions.push({ _id: id });
      if (customer !== undefined) conditions.push({ customer });
      if (cursor !== undefined) {
        const [at, last] = decodeCursor(cursor, [0, '']);
        const received_at = Number(at);
        conditions.push({
          $or: [{ received_at: { $lt: received_at } }, { received_at, _id: { $lt: String(last) } }],
        });
      }
      const found = await patiently(() =>
        failed
          .find(conditions.length === 0 ? {} : { $and: conditions })
          .sort({ received_at: -1, _id: -1 })
          .limit(limit + 1)
          .toArray(),
      );
      return pageOf(found, limit, failedRecordOf, ({ received_at, _id }) => [received_at, _id]);
    },
    async dropFailed(ids) {
      if (ids.length > 0) await patiently(() => failed.deleteMany({ _id: { $in: [...ids] } }));
    },
  };
}

function failedRecordOf({ record, received_at }: FailedDocument): FailedRecord {
  return { ...written<FailedRecord>(record), received_at };
}
