import type { Summary } from '../../../engine/model.ts';
import { isSummary } from '../groups.ts';
import type { KeptDocument, KeptEntry, ProjectionFault, Truth } from '../truth.ts';
import { randomRev } from './batch.ts';
import type { Connection } from './connection.ts';
import {
  openStepOf,
  projectionsOf,
  written,
  type CustomerDocument,
  type JournalDocument,
  type OpenStep,
} from './documents.ts';
import { isDuplicateKey } from './unavailable.ts';

const PAGE_OF_ENTRIES = 500;
const PAGE_OF_CUSTOMERS = 200;

/** Documents and journal as they are kept, for those who check and mend them. */
export function createTruth(
  connection: Connection,
  finishSteps: (steps: readonly OpenStep[]) => Promise<void>,
  restored: Pick<Truth, 'mendAfterRestore' | 'isRestoredByHalf'>,
): Truth {
  const { customers, journal, patiently } = connection;

  /** Those with a document, and between them those who have entries alone. */
  async function everybody(after: string, limit: number): Promise<readonly string[]> {
    const found = await patiently(() =>
      customers
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .project<{ readonly _id: string }>({ _id: 1 })
        .toArray(),
    );
    const last = found.length === limit ? found.at(-1) : undefined;
    const customer = { $gt: after, ...(last ? { $lte: last._id } : {}) };
    const journalled = await patiently(() =>
      journal
        .aggregate<{
          readonly _id: string;
        }>([
          { $match: { customer } },
          { $group: { _id: '$customer' } },
          { $sort: { _id: 1 } },
          { $limit: limit },
        ])
        .toArray(),
    );
    return [...new Set([...found, ...journalled].map(({ _id }) => _id))].sort(byCode).slice(0, limit);
  }

  async function read(customer: string): Promise<CustomerDocument | null> {
    const document = await patiently(() => customers.findOne({ _id: customer }));
    const open = document && openStepOf(document);
    if (open) await finishSteps([open]);
    return document;
  }

  async function* keptEntries(customer: string): AsyncIterable<KeptEntry> {
    for (let skip: { v: number; i: number } | null = null; ;) {
      const from = skip;
      const page: readonly JournalDocument[] = await patiently(() =>
        journal
          .find({
            customer,
            ...(from ? { $or: [{ v: { $gt: from.v } }, { v: from.v, i: { $gt: from.i } }] } : {}),
          })
          .sort({ v: 1, i: 1 })
          .limit(PAGE_OF_ENTRIES)
          .toArray(),
      );
      yield* page.map(keptEntry);
      const last = page.at(-1);
      if (!last || page.length < PAGE_OF_ENTRIES) return;
      skip = { v: last.v, i: last.i };
    }
  }

  /** How many entries of each kind the journal has of these customers. */
  async function kindsOf(ids: readonly string[]): Promise<ReadonlyMap<string, CustomerDocument['kinds']>> {
    const found = await patiently(() =>
      journal
        .aggregate<{
          readonly _id: { customer: string; kind: JournalDocument['kind'] };
          readonly count: number;
        }>([
          { $match: { customer: { $in: [...ids] } } },
          { $group: { _id: { customer: '$customer', kind: '$kind' }, count: { $sum: 1 } } },
        ])
        .toArray(),
    );
    const kinds = new Map(ids.map(id => [id, { event: 0, command: 0, tick: 0 }]));
    for (const { _id, count } of found) {
      const ofCustomer = kinds.get(_id.customer);
      if (ofCustomer && _id.kind in ofCustomer) ofCustomer[_id.kind] = count;
    }
    return kinds;
  }

  async function replaceDocument(rev: string | null, next: Omit<KeptDocument, 'rev'>): Promise<boolean> {
    const { customer: _id, dueAt, summary: text, digest, ...parts } = next;
    const summary = written<Summary>(text);
    const kinds = (await kindsOf([_id])).get(_id) ?? { event: 0, command: 0, tick: 0 };
    const document: CustomerDocument = {
      _id,
      ...parts,
      // Behind them: who replaces a document by a changed one may hand in the old one's.
      rev: randomRev(next.v),
      summary,
      kinds,
      ...projectionsOf(summary),
      ...(digest === null ? {} : { digest }),
      ...(dueAt === null ? {} : { due_at: dueAt }),
    };
    return patiently(async () => {
      try {
        if (rev === null) await customers.insertOne(document);
        else if ((await customers.replaceOne({ _id, rev }, document)).matchedCount === 0) {
          // Or its own try, of which it has not heard.
          return (await customers.countDocuments({ _id, rev: document.rev })) === 1;
        }
        return true;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return (await customers.countDocuments({ _id, rev: document.rev })) === 1;
      }
    });
  }

  async function checkPage(ids: readonly string[], repair: boolean): Promise<readonly ProjectionFault[]> {
    const faults: ProjectionFault[] = [];
    const [documents, kinds] = await Promise.all([
      patiently(() => customers.find({ _id: { $in: [...ids] } }).toArray()),
      kindsOf(ids),
    ]);
    for (const document of documents) {
      const { _id, rev } = document;
      // That is told, and mended, with the customer himself.
      if (!isSummary(document.summary)) continue;
      // A step that is open has its entries still to be counted.
      const ofJournal = document.step === undefined ? kinds.get(_id) : document.kinds;
      const expected = { ...projectionsOf(document.summary), kinds: ofJournal ?? document.kinds };
      const wrong = PROJECTIONS.filter(
        field => JSON.stringify(document[field]) !== JSON.stringify(expected[field]),
      );
      for (const field of wrong) {
        const [wanted, seen] = [
          JSON.stringify(expected[field]),
          JSON.stringify(document[field]) ?? 'nothing',
        ];
        faults.push({ projection: field, key: _id, expected: wanted, seen });
      }
      if (repair && wrong.length > 0) {
        await patiently(() => customers.updateOne({ _id, rev }, { $set: expected }));
      }
    }
    return faults;
  }

  return {
    everybody,
    async keptDocument(customer) {
      const document = await read(customer);
      return document && keptDocument(document);
    },
    keptEntries,
    replaceDocument,
    ...restored,
    copyTo: null,
    async checkProjections(repair) {
      const faults: ProjectionFault[] = [];
      for (let after = ''; ;) {
        const ids = await everybody(after, PAGE_OF_CUSTOMERS);
        faults.push(...(await checkPage(ids, repair)));
        const last = ids.at(-1);
        if (last === undefined || ids.length < PAGE_OF_CUSTOMERS) return faults;
        after = last;
      }
    },
  };
}

const PROJECTIONS = ['groups', 'scores', 'kinds'] as const;

function keptDocument(document: CustomerDocument): KeptDocument {
  const { _id, rev, v, entries, at, release, due_at, state, summary, digest } = document;
  const texts = { state, summary: JSON.stringify(summary), digest: digest ?? null };
  return { customer: _id, rev, v, entries, at, release, dueAt: due_at ?? null, ...texts };
}

function keptEntry(document: JournalDocument): KeptEntry {
  const { _id, customer, v, i, of, at, kind, program, release, body_hash, digest, marks, conflict } =
    document;
  const { input, effects, answer } = document;
  const head = { id: _id, customer, v, i, of, at, kind, program, release, bodyHash: body_hash, digest };
  const texts = { input, effects, answer, marks: JSON.stringify(marks ?? []) };
  return { ...head, ...texts, ...(conflict === undefined ? {} : { decidedAs: conflict }) };
}

/** As the database orders ids, which JavaScript does otherwise for some signs. */
function byCode(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
