import type { Truth } from '../truth.ts';
import type { Connection } from './connection.ts';
import type { CustomerDocument, JournalDocument } from './documents.ts';
import type { Erasures } from './erasure.ts';

/** A dump takes the journal last, so its newest entries are those that customers do not know of. */
const LOOKED_AT = 500;
const KINDS = ['event', 'command', 'tick'] as const;

/**
 * A step is journalled after its customer's document is written, and a document goes before its journal only once the
 * customer is among the erased. So an entry ahead of the document that is read after it comes from a back-up.
 */
export function createRestoredByHalf(connection: Connection, erasures: Erasures): Truth['isRestoredByHalf'] {
  const { customers, journal, patiently } = connection;

  /** The last step that the newest entries tell of, by customer. */
  async function newestSteps(): Promise<ReadonlyMap<string, number>> {
    const found = await Promise.all(
      // Each kind by itself, since the index has them in order by kind.
      KINDS.map(kind =>
        patiently(() =>
          journal
            .find({ kind })
            .sort({ at: -1, _id: -1 })
            .limit(LOOKED_AT)
            .project<Pick<JournalDocument, 'customer' | 'v'>>({ _id: 0, customer: 1, v: 1 })
            .toArray(),
        ),
      ),
    );
    const steps = new Map<string, number>();
    for (const { customer, v } of found.flat()) steps.set(customer, Math.max(v, steps.get(customer) ?? 0));
    return steps;
  }

  return async () => {
    const steps = await newestSteps();
    if (steps.size === 0) return false;
    const documents = await patiently(() =>
      customers
        .find({ _id: { $in: [...steps.keys()] } })
        .project<Pick<CustomerDocument, '_id' | 'v'>>({ v: 1 })
        .toArray(),
    );
    const known = new Map(documents.map(({ _id, v }) => [_id, v]));
    if ([...known].some(([customer, v]) => v < (steps.get(customer) ?? 0))) return true;
    const missing = [...steps.keys()].filter(customer => !known.has(customer));
    return (await erasures.among(missing)).size < missing.length;
  };
}
