import type { Truth } from '../truth.ts';
import type { Connection } from './connection.ts';
import type { CustomerDocument, DeliveryDocument, JournalDocument } from './documents.ts';
import type { Eraser, Erasures } from './erasure.ts';

type Place = Pick<JournalDocument, '_id' | 'v' | 'i' | 'of'>;

/** Makes a customer sound who comes from a back-up: documents were copied first, the journal while it grew. */
export function createRestoreMender(
  connection: Connection,
  erasures: Erasures,
  eraser: Eraser,
): Truth['mendAfterRestore'] {
  const { customers, journal, outbox, patiently } = connection;
  return async customer => {
    if ((await erasures.among([customer])).size > 0) {
      await eraser.erase(customer);
      return { erased: true, dropped: 0 };
    }
    // Before the document: what a step writes is written after it, so what is ahead of it then comes from a back-up.
    const [entries, deliveries] = await Promise.all([
      patiently(() =>
        journal.find({ customer }).sort({ v: 1, i: 1 }).project<Place>({ v: 1, i: 1, of: 1 }).toArray(),
      ),
      patiently(() =>
        outbox.find({ customer }).project<Pick<DeliveryDocument, '_id' | 'v'>>({ v: 1 }).toArray(),
      ),
    ]);
    const document = await patiently(() =>
      customers.findOne<Pick<CustomerDocument, 'v'>>({ _id: customer }, { projection: { v: 1 } }),
    );
    const whole = lastWhole(entries, document?.v ?? 0);
    const behind = ({ v }: { readonly v: number }): boolean => v > whole;
    const torn = entries.filter(behind).map(({ _id }) => _id);
    if (torn.length > 0) await patiently(() => journal.deleteMany({ _id: { $in: torn } }));
    // Else what is sent again would find its deliveries made, by a step that is no more.
    const unfounded = deliveries.filter(behind).map(({ _id }) => _id);
    if (unfounded.length > 0) await patiently(() => outbox.deleteMany({ _id: { $in: unfounded } }));
    return { erased: false, dropped: torn.length };
  };
}

/** The last step that is there as a whole, counted from step `v` on without a gap. */
function lastWhole(entries: readonly Place[], v: number): number {
  const found = new Map<number, number>();
  for (const entry of entries) found.set(entry.v, (found.get(entry.v) ?? 0) + 1);
  const expected = new Map(entries.map(entry => [entry.v, entry.of]));
  let whole = v;
  while (found.has(whole + 1) && found.get(whole + 1) === expected.get(whole + 1)) whole += 1;
  return whole;
}
