import { randomBytes } from 'node:crypto';
import type { Input } from '../../../engine/model.ts';
import type { Outcome } from '../store.ts';
import type { Connection } from './connection.ts';
import { createErasedCheck } from './erasure.ts';
import { createJournalLookup, type Journalled } from './journal-lookup.ts';
import type { Group, Result, Waiting } from './lanes.ts';
import { planStep, type Document, type PlannedStep } from './plan-step.ts';
import { SNAPSHOT_COLUMNS, integer, snapshotOf, type Row } from './rows.ts';
import { createStepWriter } from './step-writer.ts';

/** What a batch came to. `undecided` groups had no time left; nothing happened to them. */
export interface BatchResult {
  readonly results: ReadonlyMap<Waiting, Result>;
  readonly undecided: readonly Group[];
}

const DUE_AT = 7;

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
          steps.push(planStep(group, fresh, row ? documentOf(row) : null, lookup.history));
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

function documentOf(row: Row): Document {
  return { snapshot: snapshotOf(row), dueAt: row[DUE_AT] === null ? null : integer(row[DUE_AT]) };
}

/** Answers what a step has just put into the journal, and notes it for copies of the same inputs. */
function answerStep(
  step: PlannedStep,
  journalled: Map<string, Journalled>,
  results: Map<Waiting, Result>,
): void {
  for (const [member, entry] of step.answers) {
    const { id, bodyHash } = member.input;
    journalled.set(id, { entry, bodyHash });
    results.set(member, { id, entry, duplicate: false });
  }
}

function answerDuplicates(
  group: Group,
  journalled: ReadonlyMap<string, Journalled>,
  results: Map<Waiting, Result>,
): void {
  const first = new Map(group.members.map(member => [member.input.id, member]));
  for (const waiting of [...group.members, ...group.copies]) {
    if (results.has(waiting)) continue;
    const { id } = waiting.input;
    const before = journalled.get(id);
    const member = first.get(id);
    const result = before ? outcomeOf(waiting.input, before) : member && results.get(member);
    if (!result) throw new Error(`The input ${id} was neither decided nor found in the journal.`);
    results.set(waiting, result);
  }
}

function outcomeOf(input: Input, { entry, bodyHash }: Journalled): Outcome {
  if (input.kind === 'command' && input.bodyHash !== bodyHash) return { id: input.id, error: 'other body' };
  return { id: input.id, entry, duplicate: true };
}
