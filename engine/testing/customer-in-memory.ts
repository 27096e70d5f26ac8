import type { Engine } from '../index.ts';
import type { Entry, Input, Json, Snapshot, Step } from '../model.ts';

export interface CustomerInMemory {
  /** Takes the input in; a known id is a duplicate and changes nothing. */
  add(input: Input): void;
  /** Decides all that was added since, in one step, and gives the answers by input. */
  settle(): ReadonlyMap<string, Json>;
  snapshot(): Snapshot | null;
  entries(): readonly Entry[];
}

/**
 * Does for one customer in memory what a store does: duplicates out, one step after the other, a journal. How inputs
 * are grouped into steps changes nothing that is decided; many at once are quicker.
 */
export function createCustomerInMemory(engine: Engine, customer: string): CustomerInMemory {
  let snapshot: Snapshot | null = null;
  const entries: Entry[] = [];
  const known = new Set<string>();
  let waiting: Input[] = [];
  return {
    add: input => {
      if (known.has(input.id)) return;
      known.add(input.id);
      waiting.push(input);
    },
    settle: () => {
      if (waiting.length === 0) return new Map();
      const step = decide(engine, snapshot, waiting, entries);
      waiting = [];
      const v: number = (snapshot?.v ?? 0) + 1;
      entries.push(
        ...step.entries.map((entry, i): Entry => ({
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
        })),
      );
      snapshot = {
        customer,
        v,
        at: step.at,
        release: step.release,
        entries: entries.length,
        state: step.state,
        summary: step.summary,
      };
      return new Map(step.entries.map(({ id, answer }) => [id, answer]));
    },
    snapshot: () => snapshot,
    entries: () => entries,
  };
}

function decide(
  engine: Engine,
  before: Snapshot | null,
  inputs: readonly Input[],
  history: readonly Entry[],
): Step {
  const first = engine.decide(before, inputs);
  const second =
    'needs' in first && first.needs === 'history' ? engine.decide(before, inputs, history) : first;
  if ('needs' in second) throw new Error('a scenario runs under one release');
  return second;
}
