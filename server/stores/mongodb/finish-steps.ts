import type { Collection, Document, OptionalUnlessRequiredId } from 'mongodb';
import type { Connection } from './connection.ts';
import type { CustomerDocument, JournalDocument, OpenStep } from './documents.ts';
import type { Erasures } from './erasure.ts';
import { duplicatesIn } from './unavailable.ts';

/**
 * Writes what decided steps still have to: journal, outbox, and that they are finished. Any node may do it for any
 * step, at the same time and again: all has ids of its own, and what is there already is left as it is.
 */
export interface Finisher {
  /** Journal and outbox: the step can be answered then. */
  write(steps: readonly OpenStep[]): Promise<void>;
  /** Takes the steps out of their documents, where nobody else has. */
  close(steps: readonly OpenStep[]): Promise<void>;
}

export function createFinisher(connection: Connection, erasures: Erasures): Finisher {
  const { customers, journal, outbox, conflicts } = connection;

  /** Until each of them is known to be there for good: what another node has just written may still be rolled back. */
  async function writeEntries(entries: readonly JournalDocument[]): Promise<void> {
    for (let left = entries; left.length > 0;) {
      const there = await insertMissing(connection, journal, left);
      const revs = await revsOf(there.map(({ _id }) => _id));
      const foreign = there.filter(({ _id, rev }) => revs.has(_id) && revs.get(_id) !== rev);
      if (foreign.length > 0) await writeConflicts(foreign.map(besideTheOther));
      left = there.filter(({ _id }) => !revs.has(_id));
    }
  }

  async function revsOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const found = await connection.patiently(() =>
      journal
        .find({ _id: { $in: [...ids] } })
        .project<Pick<JournalDocument, '_id' | 'rev'>>({ rev: 1 })
        .toArray(),
    );
    return new Map(found.map(({ _id, rev }) => [_id, rev]));
  }

  /** First that there is one, so that none stays without being undone. */
  async function writeConflicts(entries: readonly JournalDocument[]): Promise<void> {
    await insertMissing(
      connection,
      conflicts,
      entries.map(({ _id, customer }) => ({ _id, customer })),
    );
    await insertMissing(connection, journal, entries);
  }

  return {
    async write(steps) {
      await writeEntries(steps.flatMap(({ entries }) => entries));
      const deliveries = steps.flatMap(step => step.deliveries);
      await insertMissing(connection, outbox, deliveries);
    },
    async close(steps) {
      if (steps.length === 0) return;
      const { matchedCount } = await connection.patiently(() =>
        customers.bulkWrite(
          steps.map(({ customer, rev }) => ({
            updateOne: {
              filter: { _id: customer, rev },
              update: { $unset: { step: 1, send: 1, open_at: 1 } },
            },
          })),
          { ordered: false },
        ),
      );
      if (matchedCount < steps.length) await removeOfErased(steps);
    },
  };

  /** Whoever was erased while the step was written has its entries now, and the erasure did not see them. */
  async function removeOfErased(steps: readonly OpenStep[]): Promise<void> {
    const ids = steps.map(({ customer }) => customer);
    const left = await connection.patiently(() =>
      customers
        .find({ _id: { $in: ids } })
        .project<Pick<CustomerDocument, '_id'>>({ _id: 1 })
        .toArray(),
    );
    const there = new Set(left.map(({ _id }) => _id));
    const erased = await erasures.among(ids.filter(id => !there.has(id)));
    for (const customer of erased) await erasures.removeAll(customer);
  }
}

/**
 * The same id at once for two customers, or on a primary that was no longer one: both were folded. The entry is kept
 * beside the other, and is undone later.
 */
function besideTheOther(entry: JournalDocument): JournalDocument {
  const { _id, customer, v } = entry;
  return { ...entry, _id: `${_id}:${customer}:${v}`, conflict: _id };
}

/** Inserts what is not there yet; gives what was, or what this same call has written on an attempt of which nobody heard. */
async function insertMissing<T extends Document & { readonly _id: string }>(
  connection: Connection,
  collection: Collection<T>,
  documents: readonly T[],
): Promise<readonly T[]> {
  if (documents.length === 0) return [];
  return connection.patiently(async () => {
    try {
      await collection.insertMany(documents as readonly OptionalUnlessRequiredId<T>[], { ordered: false });
      return [];
    } catch (error) {
      const places = duplicatesIn(error);
      if (places === null) throw error;
      return places.flatMap(place => documents[place] ?? []);
    }
  });
}
