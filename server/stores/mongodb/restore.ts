import type { Truth } from '../truth.ts';
import type { Connection } from './connection.ts';
import type { CustomerDocument, JournalDocument } from './documents.ts';
import type { Eraser, Erasures } from './erasure.ts';

type Place = Pick<JournalDocument, '_id' | 'v' | 'i' | 'of'>;

/** Makes a customer sound who comes from a back-up: documents were copied first, the journal while it grew. */
export function createRestoreMender(
  connection: Connection,
  erasures: Erasures,
  eraser: Eraser,
): Truth['mendAfterRestore'] {
  const { customers, journal, patiently } = connection;
  return async customer => {
    if ((await erasures.among([customer])).size > 0) {
      await eraser.erase(customer);
      return { erased: true, dropped: 0 };
    }
    // Before the document: a step's entries are written after it, so what is ahead of it then comes from a back-up.
    const entries = await patiently(() =>
      journal.find({ customer }).sort({ v: 1, i: 1 }).project<Place>({ v: 1, i: 1, of: 1 }).toArray(),
    );
    const document = await patiently(() =>
      customers.findOne<Pick<CustomerDocument, 'v'>>({ _id: customer }, { projection: { v: 1 } }),
    );
    const torn = behindTheWhole(entries, document?.v ?? 0).map(({ _id }) => _id);
    if (torn.length > 0) await patiently(() => journal.deleteMany({ _id: { $in: torn } }));
    return { erased: false, dropped: torn.length };
  };
}

/** The entries behind the last step that is there as a whole, counted from step `v` on without a gap. */
function behindTheWhole(entries: readonly Place[], v: number): readonly Place[] {
  const found = new Map<number, number>();
  for (const entry of entries) found.set(entry.v, (found.get(entry.v) ?? 0) + 1);
  const expected = new Map(entries.map(entry => [entry.v, entry.of]));
  let whole = v;
  while (found.has(whole + 1) && found.get(whole + 1) === expected.get(whole + 1)) whole += 1;
  return entries.filter(entry => entry.v > whole);
}
