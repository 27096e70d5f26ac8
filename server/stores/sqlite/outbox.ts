import type { Effect } from '../../../engine/model.ts';
import type { Store } from '../store.ts';
import type { Connection } from './connection.ts';
import { json, text } from './rows.ts';

/**
 * What waits to be sent, in the order it was decided, so a customer's deliveries come by their steps. A delivered row
 * is gone: it was written in its step's own transaction, and no slow writer can bring it back.
 */
export function createOutbox(connection: Connection): Pick<Store, 'outbox' | 'delivered'> {
  const waiting = connection.query('SELECT id, customer, effects FROM outbox ORDER BY seq LIMIT ?');
  const remove = connection.statement('DELETE FROM outbox WHERE id = ?');
  return {
    async outbox(limit) {
      const rows = await connection.read(() => waiting.all(limit));
      return rows.map(row => ({
        id: text(row[0]),
        customer: text(row[1]),
        effects: json<readonly Effect[]>(row[2]),
      }));
    },
    async delivered(id) {
      await connection.write(() => remove.run(id));
    },
  };
}
