import type { Document } from '../steps/plan-step.ts';
import type { Journalled } from '../steps/answers.ts';
import type { Group } from '../steps/lanes.ts';
import type { Connection } from './connection.ts';
import { entryOf, openStepOf, snapshotOf, type CustomerDocument, type OpenStep } from './documents.ts';
import type { Erasures } from './erasure.ts';

/** A customer as a step finds him, with the token that its compare and set needs. */
export interface FoundDocument extends Document {
  readonly rev: string;
  readonly kinds: CustomerDocument['kinds'];
}

/** An entry found under the id of an input; `rev`: of the step that it came with. */
export interface FoundEntry extends Journalled {
  readonly rev: string;
}

/** What a batch is decided on. */
export interface LookedUp {
  readonly documents: ReadonlyMap<string, FoundDocument>;
  readonly journalled: ReadonlyMap<string, FoundEntry>;
  /** Of the customers without a document. */
  readonly erased: ReadonlySet<string>;
}

/** A document without what a step does not need. */
export type StepDocument = Omit<CustomerDocument, 'groups' | 'scores'>;

/** The parts of looking up, which are right in one order only. */
export interface LookUpParts {
  readCustomers(customers: readonly string[]): Promise<readonly StepDocument[]>;
  finishSteps(steps: readonly OpenStep[]): Promise<void>;
  findEntries(ids: readonly string[]): Promise<ReadonlyMap<string, FoundEntry>>;
  findErased(customers: readonly string[]): Promise<ReadonlySet<string>>;
}

export type LookUp = (parts: LookUpParts, groups: readonly Group[]) => Promise<LookedUp>;

/**
 * Customers first; then what their steps have left open is written, so that the journal has every id that their
 * states have; then the ids. The other way round an id could be missed that a step journals in between, and be
 * folded a second time.
 */
export const lookUp: LookUp = async (parts, groups) => {
  const found = await parts.readCustomers(groups.map(({ customer }) => customer));
  await parts.finishSteps(found.map(openStepOf).filter(step => step !== null));
  const documents = new Map(found.map(document => [document._id, foundDocumentOf(document)]));
  const missing = groups.map(({ customer }) => customer).filter(customer => !documents.has(customer));
  const [journalled, erased] = await Promise.all([
    parts.findEntries(groups.flatMap(({ members }) => members.map(({ input }) => input.id))),
    parts.findErased(missing),
  ]);
  return { documents, journalled, erased };
};

export function foundDocumentOf(document: StepDocument): FoundDocument {
  const { rev, kinds, due_at } = document;
  return { snapshot: snapshotOf(document), dueAt: due_at ?? null, rev, kinds };
}

export function createLookUpParts(
  connection: Connection,
  erasures: Erasures,
  finishSteps: LookUpParts['finishSteps'],
): LookUpParts {
  const { customers, journal } = connection;
  return {
    readCustomers: ids =>
      connection.patiently(() =>
        customers
          .find({ _id: { $in: [...ids] } })
          .project<StepDocument>({ groups: 0, scores: 0 })
          .toArray(),
      ),
    finishSteps,
    async findEntries(ids) {
      if (ids.length === 0) return new Map();
      const found = await connection.patiently(() => journal.find({ _id: { $in: [...ids] } }).toArray());
      return new Map(
        found.map(document => {
          const { _id, body_hash, rev } = document;
          return [_id, { entry: entryOf(document), bodyHash: body_hash, rev }];
        }),
      );
    },
    findErased: erasures.among,
  };
}
