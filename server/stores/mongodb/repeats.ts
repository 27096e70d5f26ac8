import type { RepeatNotes } from '../repeats.ts';
import type { Connection } from './connection.ts';

/** How often events came again, by entry. */
export function createRepeats(connection: Connection): RepeatNotes {
  const { repeats, journal, patiently } = connection;
  return {
    async noteRepeats(notes) {
      const ids = notes.map(({ entry }) => entry);
      const found = await patiently(() =>
        journal
          .find({ _id: { $in: ids } })
          .project<{ readonly _id: string; readonly customer: string }>({ customer: 1 })
          .toArray(),
      );
      const customers = new Map(found.map(({ _id, customer }) => [_id, customer]));
      const writes = notes.flatMap(({ entry, count, differing, lastAt }) => {
        const customer = customers.get(entry);
        if (customer === undefined) return [];
        const update = { $set: { customer }, $inc: { count, differing }, $max: { last_at: lastAt } };
        return [{ updateOne: { filter: { _id: entry }, update, upsert: true } }];
      });
      if (writes.length > 0) await patiently(() => repeats.bulkWrite(writes));
    },
    async repeatsOf(entries) {
      if (entries.length === 0) return [];
      const found = await patiently(() => repeats.find({ _id: { $in: [...entries] } }).toArray());
      return found.map(({ _id, customer, count, differing = 0, last_at }) => ({
        entry: _id,
        customer,
        count,
        differing,
        lastAt: last_at,
      }));
    },
    async dropRepeats(before, limit) {
      const old = await patiently(() =>
        repeats
          .find({ last_at: { $lt: before } })
          .sort({ last_at: 1 })
          .limit(limit)
          .project<{ readonly _id: string }>({ _id: 1 })
          .toArray(),
      );
      const ids = old.map(({ _id }) => _id);
      await patiently(() => repeats.deleteMany({ _id: { $in: ids }, last_at: { $lt: before } }));
      return ids.length;
    },
  };
}
