import type { Conflicts } from '../conflicts.ts';
import type { Connection } from './connection.ts';
import { entryOf } from './documents.ts';

/** What `finish-steps` found to have the id of another entry. */
export function createConflicts({ conflicts, journal, patiently }: Connection): Conflicts {
  return {
    async conflicts(limit) {
      const noted = await patiently(() => conflicts.find({}).limit(limit).toArray());
      const ids = noted.map(({ _id }) => _id);
      const found = await patiently(() => journal.find({ _id: { $in: ids } }).toArray());
      return found.map(entryOf);
    },
    async undone(entry) {
      await patiently(() => conflicts.deleteOne({ _id: entry }));
    },
  };
}
