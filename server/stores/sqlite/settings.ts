import type { Json } from '../../../engine/model.ts';
import type { Store } from '../store.ts';
import type { Connection } from './connection.ts';
import { integer, json, text } from './rows.ts';

/**
 * Values under keys, changed by compare and set. A removed one leaves its revision behind: were it counted from one
 * again, a reader of the old value could overwrite the new one.
 */
export function createSettings(connection: Connection): Pick<Store, 'setting' | 'settings' | 'change'> {
  const find = connection.query('SELECT rev, value FROM settings WHERE key = ?');
  const list = connection.query(
    `SELECT key, rev, value FROM settings
     WHERE key >= ?1 AND substr(key, 1, length(?1)) = ?1 AND value IS NOT NULL ORDER BY key`,
  );
  const put = connection.statement(
    `INSERT INTO settings (key, rev, value) VALUES (?, 1, ?)
     ON CONFLICT (key) DO UPDATE SET rev = rev + 1, value = excluded.value`,
  );

  return {
    async setting(key) {
      const row = await connection.read(() => find.first(key));
      return row && row[1] !== null ? { rev: integer(row[0]), value: json<Json>(row[1]) } : null;
    },
    async settings(prefix) {
      const rows = await connection.read(() => list.all(prefix));
      return rows.map(row => ({ key: text(row[0]), rev: integer(row[1]), value: json<Json>(row[2]) }));
    },
    async change(key, rev, value) {
      return connection.write(() => {
        const row = find.first(key);
        const exists = row !== undefined && row[1] !== null;
        if (rev !== (exists ? integer(row[0]) : 0)) return false;
        if (exists || value !== null) put.run(key, value === null ? null : JSON.stringify(value));
        return true;
      });
    },
  };
}
