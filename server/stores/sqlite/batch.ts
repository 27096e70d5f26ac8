import { randomBytes } from 'node:crypto';
import type { Connection } from './connection.ts';
import { createErasedCheck } from './erasure.ts';
import { createJournalLookup } from './journal-lookup.ts';
import { answerDuplicates, answerStep, type Journalled } from '../steps/answers.ts';
import { decideGroups } from '../steps/decide-groups.ts';
import { decideStep } from '../steps/decide-step.ts';
import type { Group, Result, Waiting } from '../steps/lanes.ts';
import { planStep } from '../steps/plan-step.ts';
import { SNAPSHOT_COLUMNS, integer, snapshotOf, text, type Row } from './rows.ts';
import { createStepWriter, type FoundDocument, type WritableStep } from './step-writer.ts';

/** A batch whose steps are decided and not yet written. */
export interface DecidedBatch {
  readonly groups: readonly Group[];
  /** What the file held when the batch was looked up, so that writes of other processes since show. */
  readonly version: number;
  readonly journalled: ReadonlyMap<string, Journalled>;
  readonly steps: readonly DecidedStep[];
  /** Of inputs that have no step: the customer was erased, or his step could not be decided. */
  readonly stepless: ReadonlyMap<Waiting, Result>;
}

interface DecidedStep extends WritableStep {
  readonly group: Group;
}

/** What a batch came to. `lost` groups were decided on what is no longer so; nothing happened to them. */
export interface BatchResult {
  readonly results: ReadonlyMap<Waiting, Result>;
  readonly lost: readonly Group[];
}

export interface BatchRunner {
  /** Looks a batch up and has it decided, outside any transaction. */
  decide(groups: readonly Group[]): Promise<DecidedBatch>;
  /** Writes what still stands on what was looked up; to be called inside a write transaction. */
  write(batch: DecidedBatch): BatchResult;
}

const [REV, DUE_AT] = [8, 9];

export function createBatchRunner(connection: Connection): BatchRunner {
  const lookup = createJournalLookup(connection);
  const document = connection.query(`SELECT ${SNAPSHOT_COLUMNS}, rev, due_at FROM customers WHERE id = ?`);
  const dataVersion = connection.query('PRAGMA data_version');
  const erasedCheck = createErasedCheck(connection);
  const writeSteps = createStepWriter(connection);
  const nextSalt = createSalts();

  function version(): number {
    return integer(dataVersion.first()?.[0]);
  }

  /** Documents first: an id that is not in the journal after its customer was read is no part of his state. */
  function lookUp(groups: readonly Group[]) {
    const found = version();
    const documents = groups.map(group => documentOf(document.first(group.customer)));
    const journalled = lookup.byIds(groups.flatMap(({ members }) => members.map(({ input }) => input.id)));
    const isErased = erasedCheck();
    const erased = groups.map(({ customer }, index) => documents[index] === null && isErased(customer));
    return { version: found, documents, journalled, erased };
  }

  async function decideGroup(
    group: Group,
    fresh: readonly Waiting[],
    before: FoundDocument | null,
  ): Promise<DecidedStep> {
    const { customer, decide } = group;
    const snapshot = before?.snapshot ?? null;
    const inputs = fresh.map(member => member.input);
    const step = await decideStep(decide, customer, [snapshot, inputs], () =>
      connection.read(() => lookup.history(customer, snapshot?.v ?? 0)),
    );
    return { group, before, planned: planStep(customer, fresh, before, step) };
  }

  return {
    async decide(groups) {
      const found = await connection.read(() => lookUp(groups));
      const { steps, stepless } = await decideGroups(groups, {
        isKnown: id => found.journalled.has(id),
        isErased: (_group, index) => found.erased[index] === true,
        decide: (group, fresh, index) => decideGroup(group, fresh, found.documents[index] ?? null),
      });
      return { groups, version: found.version, journalled: found.journalled, steps, stepless };
    },

    write({ groups, version: before, journalled, steps, stepless }) {
      const known = version() === before ? null : lookup.byIds(steps.flatMap(idsOf));
      const standing = known === null ? steps : steps.filter(step => !idsOf(step).some(id => known.has(id)));
      const isErased = erasedCheck();
      const written = new Set(
        writeSteps(
          standing.filter(step => step.before !== null || !isErased(step.group.customer)),
          nextSalt(),
        ),
      );
      const lost = new Set(steps.filter(step => !written.has(step)).map(({ group }) => group));
      const results = new Map(stepless);
      const answered = new Map(journalled);
      for (const { planned } of written) answerStep(planned, answered, results);
      for (const group of groups) if (!lost.has(group)) answerDuplicates(group, answered, results);
      return { results, lost: [...lost] };
    },
  };
}

/** Texts that no other process makes, without asking for randomness with every write. */
function createSalts(): () => string {
  const own = randomBytes(9).toString('base64url');
  let count = 0;
  return () => {
    count += 1;
    return `${own}${count.toString(36)}`;
  };
}

function documentOf(row: Row | undefined): FoundDocument | null {
  if (row === undefined) return null;
  const dueAt = row[DUE_AT] === null ? null : integer(row[DUE_AT]);
  return { snapshot: snapshotOf(row), rev: text(row[REV]), dueAt };
}

function idsOf({ planned }: DecidedStep): readonly string[] {
  return planned.rows.map(({ entry }) => entry.id);
}
