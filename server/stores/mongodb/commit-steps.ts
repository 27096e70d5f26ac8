import type { AnyBulkWriteOperation } from 'mongodb';
import { deliveriesOf } from '../deliveries.ts';
import type { PlannedEntry, PlannedStep } from '../steps/plan-step.ts';
import type { Connection } from './connection.ts';
import { deliveryDocumentOf, projectionsOf, type CustomerDocument, type OpenEntry } from './documents.ts';
import type { FoundDocument } from './look-up.ts';
import { duplicatesIn, isPassing } from './unavailable.ts';

/** A step that is decided on a document that was found; null: there was none. */
export interface DecidedStep {
  readonly planned: PlannedStep;
  readonly found: FoundDocument | null;
  /** The document that it leaves, step and all. */
  readonly document: CustomerDocument;
}

/** Puts a step and its document together; `now`: by this node's clock. */
export function decidedStep(
  planned: PlannedStep,
  found: FoundDocument | null,
  rev: string,
  now: number,
): DecidedStep {
  const { customer, step, v, rows, digest } = planned;
  const kinds = { event: 0, command: 0, tick: 0, ...found?.kinds };
  for (const { entry } of rows) kinds[entry.kind] += 1;
  const deliveries = deliveriesOf(customer, v, step).map(deliveryDocumentOf);
  const document: CustomerDocument = {
    _id: customer,
    rev,
    v,
    entries: (found?.snapshot.entries ?? 0) + rows.length,
    kinds,
    at: step.at,
    release: step.release,
    state: step.state,
    summary: step.summary,
    ...projectionsOf(step.summary),
    ...(digest === undefined ? {} : { digest }),
    ...(step.dueAt === null ? {} : { due_at: step.dueAt }),
    ...(rows.length === 0 ? {} : { step: rows.map(openEntryOf), open_at: now }),
    ...(deliveries.length === 0 ? {} : { send: deliveries }),
  };
  return { planned, found, document };
}

function openEntryOf({ entry, bodyHash, marks, texts, digest }: PlannedEntry): OpenEntry {
  return {
    _id: entry.id,
    at: entry.at,
    kind: entry.kind,
    release: entry.release,
    program: entry.program,
    body_hash: bodyHash,
    input: texts.input,
    effects: texts.effects,
    answer: texts.answer,
    ...(marks.length === 0 ? {} : { marks }),
    digest,
  };
}

/**
 * Compare and set of all documents: this makes the steps happen. Gives those that did; the others' customers were
 * changed by somebody else meanwhile.
 */
export async function commitSteps(
  connection: Connection,
  steps: readonly DecidedStep[],
): Promise<readonly DecidedStep[]> {
  if (steps.length === 0) return [];
  if (await writeAll(connection, steps)) return steps;
  const ids = steps.map(({ document }) => document._id);
  const found = await connection.patiently(() =>
    connection.customers
      .find({ _id: { $in: ids } })
      .project<Pick<CustomerDocument, '_id' | 'rev'>>({ rev: 1 })
      .toArray(),
  );
  const revs = new Map(found.map(({ _id, rev }) => [_id, rev]));
  return steps.filter(({ document }) => revs.get(document._id) === document.rev);
}

/** False: some were not written, or nobody knows. The answer has totals only, so the documents have to tell. */
async function writeAll({ customers }: Connection, steps: readonly DecidedStep[]): Promise<boolean> {
  const replaced = steps.filter(({ found }) => found !== null).length;
  try {
    const result = await customers.bulkWrite(steps.map(writeOf), { ordered: false });
    return result.matchedCount === replaced && result.insertedCount === steps.length - replaced;
  } catch (error) {
    if (duplicatesIn(error) || isPassing(error)) return false;
    throw error;
  }
}

function writeOf({ found, document }: DecidedStep): AnyBulkWriteOperation<CustomerDocument> {
  if (found === null) return { insertOne: { document } };
  return { replaceOne: { filter: { _id: document._id, rev: found.rev }, replacement: document } };
}
