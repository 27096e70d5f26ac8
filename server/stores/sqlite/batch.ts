import { randomBytes } from 'node:crypto';
import type { Entry, Snapshot, Step } from '../../../engine/model.ts';
import type { Connection } from './connection.ts';
import { createErasedCheck } from './erasure.ts';
import { createJournalLookup } from './journal-lookup.ts';
import { answerDuplicates, answerStep } from '../steps/answers.ts';
import type { Group, Result, Waiting } from '../steps/lanes.ts';
import { planStep, type Document, type PlannedStep } from '../steps/plan-step.ts';
import { SNAPSHOT_COLUMNS, integer, snapshotOf, type Row } from './rows.ts';
import { createStepWriter } from './step-writer.ts';

/** What a batch came to. `undecided` groups had no time left; nothing happened to them. */
export interface BatchResult {
  readonly results: ReadonlyMap<Waiting, Result>;
  readonly undecided: readonly Group[];
}

const DUE_AT = 8;

/** How long a batch goes on deciding: the library is synchronous, so nothing else runs meanwhile. */
const TIME_A_BATCH_MS = 25;

/**
 * Looks up, decides and writes one batch, inside the caller's write transaction. All steps are decided before the
 * first is written, so one that cannot be decided leaves nothing behind.
 */
export function createBatchRunner(connection: Connection): (groups: readonly Group[]) => BatchResult {
  const lookup = createJournalLookup(connection);
  const document = connection.query(`SELECT ${SNAPSHOT_COLUMNS}, due_at FROM customers WHERE id = ?`);
  const erasedCheck = createErasedCheck(connection);
  const writeSteps = createStepWriter(connection);

  return groups => {
    const since = performance.now();
    const results = new Map<Waiting, Result>();
    const journalled = lookup.byIds(groups.flatMap(group => group.members.map(member => member.input.id)));
    const isErased = erasedCheck();
    const steps: PlannedStep[] = [];
    const decided: Group[] = [];

    for (const group of groups) {
      if (steps.length > 0 && performance.now() - since > TIME_A_BATCH_MS) break;
      decided.push(group);
      const fresh = group.members.filter(member => !journalled.has(member.input.id));
      if (fresh.length === 0) continue;
      try {
        const row = document.first(group.customer);
        if (!row && isErased(group.customer)) {
          for (const member of fresh) results.set(member, { id: member.input.id, error: 'erased' });
        } else {
          const before = row ? documentOf(row) : null;
          const step = decideStep(group, fresh, before?.snapshot ?? null, lookup.history);
          steps.push(planStep(group.customer, fresh, before, step));
        }
      } catch (thrown) {
        for (const member of fresh) results.set(member, { id: member.input.id, thrown });
      }
    }

    writeSteps(steps, randomBytes(6).toString('hex'));
    for (const step of steps) answerStep(step, journalled, results);
    for (const group of decided) answerDuplicates(group, journalled, results);
    return { results, undecided: groups.slice(decided.length) };
  };
}

function decideStep(
  { customer, decide }: Group,
  fresh: readonly Waiting[],
  before: Snapshot | null,
  readHistory: (customer: string) => readonly Entry[],
): Step {
  const inputs = fresh.map(member => member.input);
  let decided = decide(before, inputs);
  if ('needs' in decided && decided.needs === 'history') {
    decided = decide(before, inputs, readHistory(customer));
  }
  if (!('needs' in decided)) return decided;
  if (decided.needs === 'history')
    throw new Error(`The step of customer ${customer} asks for its history again.`);
  throw new Error(`Release ${decided.needs} of customer ${customer} is unknown to this node.`);
}

function documentOf(row: Row): Document {
  return { snapshot: snapshotOf(row), dueAt: row[DUE_AT] === null ? null : integer(row[DUE_AT]) };
}
