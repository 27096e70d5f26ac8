import { decodeCursor } from '../cursor.ts';
import type { FailedRecord, Store } from '../store.ts';
import { createConditions } from './conditions.ts';
import type { Connection } from './connection.ts';
import { pageOf } from '../page.ts';
import { integer, json, text } from './rows.ts';

/** Raw records that could not be mapped; the newest first. */
export function createFailedRecords(
  connection: Connection,
): Pick<Store, 'keepFailed' | 'failed' | 'dropFailed'> {
  // Tried again it may fail for another reason, but it still came when it came.
  const keep = connection.statement(
    `INSERT INTO failed (id, received_at, customer, record) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET customer = excluded.customer,
       record = json_set(excluded.record, '$.received_at', received_at)`,
  );
  const drop = connection.statement('DELETE FROM failed WHERE id = ?');
  return {
    async keepFailed(rows) {
      if (rows.length === 0) return;
      await connection.write(() => {
        for (const row of rows) keep.run(row.id, row.received_at, row.customer_id, JSON.stringify(row));
      });
    },
    async failed(query) {
      const where = createConditions();
      if (query.id !== undefined) where.add('id = ?', query.id);
      if (query.customer !== undefined) where.add('customer = ?', query.customer);
      if (query.cursor !== undefined)
        where.add('(received_at, id) < (?, ?)', ...decodeCursor(query.cursor, [0, '']));
      const sql = `SELECT id, received_at, record FROM failed ${where.sql()}
        ORDER BY received_at DESC, id DESC LIMIT ?`;
      const rows = await connection.read(() => connection.query(sql).all(...where.values(), query.limit + 1));
      return pageOf(
        rows,
        query.limit,
        row => json<FailedRecord>(row[2]),
        row => [integer(row[1]), text(row[0])],
      );
    },
    async dropFailed(ids) {
      if (ids.length === 0) return;
      await connection.write(() => {
        for (const id of ids) drop.run(id);
      });
    },
  };
}
