import type { Engine } from '../index.ts';
import type { Entry, Input, Json, Snapshot, Step } from '../model.ts';

export interface CustomerInMemory {
  /** The answer to the input; a known id is a duplicate and changes nothing. */
  play(input: Input): Json;
  snapshot(): Snapshot | null;
  entries(): readonly Entry[];
}

/** Does for one customer in memory what a store does: duplicates out, one step after the other, a journal. */
export function createCustomerInMemory(engine: Engine, customer: string): CustomerInMemory {
  let snapshot: Snapshot | null = null;
  const entries: Entry[] = [];
  const known = new Set<string>();
  return {
    play: input => {
      if (known.has(input.id)) return null;
      const step = decide(engine, snapshot, input, entries);
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
      for (const entry of step.entries) known.add(entry.id);
      snapshot = {
        customer,
        v,
        at: step.at,
        release: step.release,
        entries: entries.length,
        state: step.state,
        summary: step.summary,
      };
      return step.entries.find(entry => entry.id === input.id)?.answer ?? null;
    },
    snapshot: () => snapshot,
    entries: () => entries,
  };
}

function decide(engine: Engine, before: Snapshot | null, input: Input, history: readonly Entry[]): Step {
  const first = engine.decide(before, [input]);
  const second =
    'needs' in first && first.needs === 'history' ? engine.decide(before, [input], history) : first;
  if ('needs' in second) throw new Error('a scenario runs under one release');
  return second;
}
