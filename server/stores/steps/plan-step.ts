import type { Entry, Snapshot, Step, StepEntry } from '../../../engine/model.ts';
import type { Waiting } from './lanes.ts';

/** A customer's document as a step finds it. */
export interface Document {
  readonly snapshot: Snapshot;
  readonly dueAt: number | null;
}

/** A decided step with what the store adds to it. */
export interface PlannedStep {
  readonly customer: string;
  readonly before: Document | null;
  readonly step: Step;
  readonly v: number;
  /** The entry of each fresh input. */
  readonly answers: ReadonlyMap<Waiting, Entry>;
}

/** What the store writes for a decided step; throws when the step breaks the contract. */
export function planStep(
  customer: string,
  fresh: readonly Waiting[],
  before: Document | null,
  step: Step,
): PlannedStep {
  // `v` counts journalled steps: one that leaves no entry changes the document only.
  const v = (before?.snapshot.v ?? 0) + (step.entries.length > 0 ? 1 : 0);
  const entries = new Map(
    step.entries.map((entry, i) => [entry.id, journalEntry(customer, step, v, entry, i)]),
  );
  const answers = new Map(
    fresh.map(member => {
      const entry = entries.get(member.input.id) ?? unjournalledTick(member, step, v);
      if (!entry) throw new Error(`The step of customer ${customer} left out its input ${member.input.id}.`);
      return [member, entry];
    }),
  );
  return { customer, before, step, v, answers };
}

function journalEntry(customer: string, step: Step, v: number, entry: StepEntry, i: number): Entry {
  return {
    id: entry.id,
    customer,
    v,
    i,
    at: entry.at,
    program: step.program,
    release: step.release,
    kind: entry.kind,
    input: entry.input,
    effects: entry.effects,
    answer: entry.answer,
  };
}

/** A tick journals its due instants, not itself; it is answered with an entry that nothing stores. */
function unjournalledTick({ input }: Waiting, step: Step, v: number): Entry | null {
  if (input.kind !== 'tick') return null;
  const entry = { id: input.id, kind: input.kind, at: input.at, input: null, bodyHash: input.bodyHash };
  return journalEntry(
    input.customer,
    step,
    v,
    { ...entry, effects: [], answer: null, marks: [], send: [] },
    0,
  );
}
