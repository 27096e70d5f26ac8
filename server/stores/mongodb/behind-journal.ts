import type { Connection } from './connection.ts';
import type { CustomerDocument, JournalDocument } from './documents.ts';

/** Of customers whose document was not found and who are not erased, those whom the journal knows nevertheless. */
export type FindBehind = (missing: readonly string[]) => Promise<ReadonlySet<string>>;

export function createFindBehind({ customers, journal, patiently }: Connection): FindBehind {
  return async missing => {
    if (missing.length === 0) return new Set();
    const begun = await patiently(() =>
      journal
        .find({ customer: { $in: [...missing] }, v: 1, i: 0 })
        .project<Pick<JournalDocument, 'customer'>>({ _id: 0, customer: 1 })
        .toArray(),
    );
    if (begun.length === 0) return new Set();
    const ids = begun.map(({ customer }) => customer);
    // Whom another node has made meanwhile has a document by now: the documents are read after their journal.
    const made = await patiently(() =>
      customers
        .find({ _id: { $in: ids } })
        .project<Pick<CustomerDocument, '_id'>>({ _id: 1 })
        .toArray(),
    );
    const there = new Set(made.map(({ _id }) => _id));
    return new Set(ids.filter(id => !there.has(id)));
  };
}
