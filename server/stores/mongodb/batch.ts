import { randomBytes } from 'node:crypto';
import type { Entry } from '../../../engine/model.ts';
import { BehindJournalError } from '../behind-journal-error.ts';
import { answerDuplicates, answerStep, type Journalled } from '../steps/answers.ts';
import { decideGroups, type DecidedGroups } from '../steps/decide-groups.ts';
import { decideStep } from '../steps/decide-step.ts';
import type { Group, Result, Waiting } from '../steps/lanes.ts';
import { planStep, type PlannedStep } from '../steps/plan-step.ts';
import type { FindBehind } from './behind-journal.ts';
import { commitSteps, decidedStep, type DecidedStep } from './commit-steps.ts';
import type { Connection } from './connection.ts';
import { openStepOf } from './documents.ts';
import type { Eraser, Erasures } from './erasure.ts';
import type { Finisher } from './finish-steps.ts';
import type { FoundDocument, FoundEntry, LookedUp, LookUp, LookUpParts } from './look-up.ts';
import { UnavailableError } from './unavailable.ts';

/** What a batch came to. `lost` groups were decided on what is no longer so; they are to be decided anew. */
export interface BatchResult {
  readonly results: ReadonlyMap<Waiting, Result>;
  readonly lost: readonly Group[];
}

export interface BatchParts {
  readonly connection: Connection;
  readonly lookUp: LookUp;
  readonly lookUpParts: LookUpParts;
  readonly findBehind: FindBehind;
  readonly finisher: Finisher;
  readonly erasures: Pick<Erasures, 'among'> & Pick<Eraser, 'erase'>;
  /** Makes the token of a document at its step `v`, another one each time. */
  readonly revOf: (v: number) => string;
  readonly readHistory: (customer: string, upTo: number) => Promise<readonly Entry[]>;
}

export function randomRev(v: number): string {
  return `${v}:${randomBytes(9).toString('base64url')}`;
}

interface GroupStep extends DecidedStep {
  readonly group: Group;
}

/** One batch on its way: look up, decide, commit, write what follows from it. */
export function createBatchRunner(parts: BatchParts): (groups: readonly Group[]) => Promise<BatchResult> {
  const { connection, lookUp, lookUpParts, findBehind, finisher, erasures, revOf, readHistory } = parts;
  /** Revs of steps of which this node did not hear whether they were written: what bears them is its own success. */
  const attempted = new WeakMap<Waiting, Set<string>>();

  async function decideGroup(
    group: Group,
    fresh: readonly Waiting[],
    found: FoundDocument | null,
  ): Promise<GroupStep> {
    const { customer, decide } = group;
    const snapshot = found?.snapshot ?? null;
    const inputs = fresh.map(({ input }) => input);
    const step = await decideStep(decide, customer, [snapshot, inputs], () =>
      readHistory(customer, snapshot?.v ?? 0),
    );
    const planned = planStep(customer, fresh, found, step);
    await assertOwnIds(customer, planned.rows.map(({ entry }) => entry.id).filter(isNoInputOf(fresh)));
    return { group, ...decidedStep(planned, found, revOf(planned.v), Date.now()) };
  }

  /** Due instants bear their customer in their ids; any other id that no input brought has to be new. */
  async function assertOwnIds(customer: string, ids: readonly string[]): Promise<void> {
    const others = ids.filter(id => !id.startsWith(`tick:${customer}:`));
    for (const id of (await lookUpParts.findEntries(others)).keys()) {
      throw new Error(`The step of customer ${customer} has an entry ${id}, which the journal has already.`);
    }
  }

  async function decide(
    groups: readonly Group[],
    { documents, journalled, erased }: LookedUp,
  ): Promise<DecidedGroups<GroupStep>> {
    const isMissing = (customer: string) => !documents.has(customer) && !erased.has(customer);
    const behind = await findBehind(groups.map(({ customer }) => customer).filter(isMissing));
    const decided = await decideGroups(groups, {
      isKnown: id => journalled.has(id),
      isErased: ({ customer }) => erased.has(customer),
      decide: async (group, fresh) => {
        if (behind.has(group.customer)) throw new BehindJournalError();
        return decideGroup(group, fresh, documents.get(group.customer) ?? null);
      },
    });
    for (const { planned, document } of decided.steps) {
      for (const waiting of planned.answers.keys()) remember(waiting, document.rev);
    }
    return decided;
  }

  function remember(waiting: Waiting, rev: string): void {
    const revs = attempted.get(waiting) ?? new Set();
    attempted.set(waiting, revs.add(rev));
  }

  /**
   * Journal, outbox, and an end to the steps. They have happened: the database being away changes no answer. Gives the
   * customers who were erased since they were looked up, of whom nothing stays.
   */
  async function finish(steps: readonly GroupStep[]): Promise<ReadonlySet<string>> {
    const open = steps.map(({ document }) => openStepOf(document)).filter(step => step !== null);
    const added = steps.filter(({ found }) => found === null).map(({ document }) => document._id);
    try {
      const [erased] = await Promise.all([erasures.among(added), finisher.write(open)]);
      for (const customer of erased) await erasures.erase(customer);
      await finisher.close(open);
      return erased;
    } catch (error) {
      if (error instanceof UnavailableError) return new Set();
      throw error;
    }
  }

  return async groups => {
    const found = await lookUp(lookUpParts, groups);
    const { steps, stepless } = await decide(groups, found);
    const committed = new Set(await commitSteps(connection, steps));
    const done = steps.filter(step => committed.has(step));
    const erased = await finish(done);
    const lost = new Set(steps.filter(step => !committed.has(step)).map(({ group }) => group));
    const results = new Map(stepless);
    const answered = new Map<string, Journalled>(found.journalled);
    for (const { planned } of done) {
      if (erased.has(planned.customer)) answerErased(planned, results);
      else answerStep(planned, answered, results);
    }
    for (const group of groups) {
      answerOwn(group, found.journalled, results);
      if (!lost.has(group)) answerDuplicates(group, answered, results);
    }
    return { results, lost: [...lost] };
  };

  /** What an earlier attempt of this call has written after all is no duplicate. */
  function answerOwn(
    { members }: Group,
    journalled: ReadonlyMap<string, FoundEntry>,
    results: Map<Waiting, Result>,
  ): void {
    for (const member of members) {
      const { id } = member.input;
      const found = journalled.get(id);
      if (found && attempted.get(member)?.has(found.rev)) {
        results.set(member, { id, entry: found.entry, duplicate: false });
      }
    }
  }
}

function answerErased({ answers }: PlannedStep, results: Map<Waiting, Result>): void {
  for (const member of answers.keys()) results.set(member, { id: member.input.id, error: 'erased' });
}

function isNoInputOf(fresh: readonly Waiting[]): (id: string) => boolean {
  const inputs = new Set(fresh.map(({ input }) => input.id));
  return id => !inputs.has(id);
}
