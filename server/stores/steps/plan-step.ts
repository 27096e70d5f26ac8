import type { Entry, Snapshot, Step, StepEntry } from '../../../engine/model.ts';
import { digestOf, textsOf } from './digest.ts';
import type { EntryTexts } from './digest.ts';
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
  /** What the journal gets, in order. */
  readonly rows: readonly PlannedEntry[];
  /** Of the journal with this step; absent where nothing was ever journalled. */
  readonly digest?: string;
  /** The entry of each fresh input. */
  readonly answers: ReadonlyMap<Waiting, Entry>;
}

/** A journal entry of the step with what is kept beside it. */
export interface PlannedEntry {
  readonly entry: Entry;
  readonly bodyHash: string;
  readonly marks: readonly string[];
  readonly texts: EntryTexts;
  readonly digest: string;
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
  const bodies = new Map(fresh.map(({ input, body }) => [input.body, body]));
  const rows = plannedRows(customer, step, v, before?.snapshot.digest ?? '', bodies);
  const entries = new Map(rows.map(({ entry }) => [entry.id, entry]));
  const answers = new Map(
    fresh.map(member => {
      const entry = entries.get(member.input.id) ?? unjournalledTick(member, step, v);
      if (!entry) throw new Error(`The step of customer ${customer} left out its input ${member.input.id}.`);
      return [member, entry];
    }),
  );
  const digest = rows.at(-1)?.digest ?? before?.snapshot.digest;
  return { customer, before, step, v, rows, ...(digest === undefined ? {} : { digest }), answers };
}

function plannedRows(
  customer: string,
  step: Step,
  v: number,
  digestBefore: string,
  bodies: ReadonlyMap<Entry['input'], string>,
): readonly PlannedEntry[] {
  let digest = digestBefore;
  return step.entries.map((decided, i) => {
    const { bodyHash, marks } = decided;
    const entry = journalEntry(customer, step, v, decided, i);
    const input = bodies.get(decided.input);
    const texts = textsOf(decided, input);
    digest = digestOf(digest, { ...entry, of: step.entries.length, bodyHash }, texts);
    return { entry, bodyHash, marks, texts, digest };
  });
}

function journalEntry(customer: string, step: Step, v: number, entry: StepEntry, i: number): Entry {
  return {
    id: entry.id,
    customer,
    v,
    i,
    at: entry.at,
    program: entry.decidedBy?.program ?? step.program,
    release: entry.decidedBy?.release ?? step.release,
    kind: entry.kind,
    input: entry.input,
    // Read when somebody asks: those of most entries are written as the text that they came as.
    get effects() {
      return entry.effects;
    },
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
