import type { RepeatNotes } from '../repeats.ts';
import type { Connection } from './connection.ts';
import { integer, text } from './rows.ts';

/** How often events came again, by entry. */
export function createRepeats(connection: Connection): RepeatNotes {
  // Without its entry nothing of a note may stay: the customer was erased in the meantime.
  const note = connection.statement(
    `INSERT INTO repeats (entry, customer, count, differing, last_at)
     SELECT ?, customer, ?, ?, ? FROM journal WHERE id = ?
     ON CONFLICT (entry) DO UPDATE SET count = count + excluded.count, differing = differing + excluded.differing,
       last_at = max(last_at, excluded.last_at)`,
  );
  const find = connection.query(
    'SELECT entry, customer, count, differing, last_at FROM repeats WHERE entry IN (SELECT value FROM json_each(?))',
  );
  const drop = connection.statement(
    'DELETE FROM repeats WHERE entry IN (SELECT entry FROM repeats WHERE last_at < ? ORDER BY last_at LIMIT ?)',
  );
  return {
    async noteRepeats(repeats) {
      if (repeats.length === 0) return;
      await connection.write(() => {
        for (const { entry, count, differing, lastAt } of repeats)
          note.run(entry, count, differing, lastAt, entry);
      });
    },
    async repeatsOf(entries) {
      if (entries.length === 0) return [];
      const rows = await connection.read(() => find.all(JSON.stringify(entries)));
      return rows.map(row => ({
        entry: text(row[0]),
        customer: text(row[1]),
        count: integer(row[2]),
        differing: integer(row[3]),
        lastAt: integer(row[4]),
      }));
    },
    dropRepeats: (before, limit) => connection.write(() => drop.run(before, limit)),
  };
}
