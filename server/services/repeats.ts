import type { Entry } from '../../engine/model.ts';
import type { Repeat } from '../stores/repeats.ts';
import type { Context } from './context.ts';

/**
 * Counts events that came again. They change nothing, so they have no entry of their own, and who sends a whole file
 * twice must not pay a write for each: counts are gathered and written now and then. What a dying process had gathered
 * is missing in them; what its senders were answered, and that each event counted once, is not.
 */
export interface Repeats {
  /** `differs`: this time it said something else than the entry, which is what counts. */
  note(entry: Entry, differs: boolean): void;
  save(): Promise<void>;
  /** What is kept and what is gathered here, by the entry's id. */
  of(entries: readonly string[]): Promise<ReadonlyMap<string, Repeat>>;
}

/** More is not gathered: who floods us with duplicates is not to fill the memory. */
const MOST_GATHERED = 50_000;
const ROWS_A_WRITE = 1_000;

export function createRepeats({ store, clock }: Pick<Context, 'store' | 'clock'>): Repeats {
  let gathered = new Map<string, Repeat>();

  function add(repeat: Repeat): void {
    const before = gathered.get(repeat.entry);
    if (!before && gathered.size >= MOST_GATHERED) return;
    gathered.set(repeat.entry, before ? sumOf(before, repeat) : repeat);
  }

  return {
    note: ({ id, customer }, differs) =>
      add({ entry: id, customer, count: 1, differing: differs ? 1 : 0, lastAt: clock() }),
    async save() {
      const rows = [...gathered.values()];
      gathered = new Map();
      for (let start = 0; start < rows.length; start += ROWS_A_WRITE) {
        const part = rows.slice(start, start + ROWS_A_WRITE);
        try {
          await store.noteRepeats(part);
        } catch (error) {
          rows.slice(start).forEach(add);
          throw error;
        }
      }
    },
    async of(entries) {
      const kept = new Map((await store.repeatsOf(entries)).map(repeat => [repeat.entry, repeat]));
      for (const entry of entries) {
        const [stored, fresh] = [kept.get(entry), gathered.get(entry)];
        if (fresh) kept.set(entry, stored ? sumOf(stored, fresh) : fresh);
      }
      return kept;
    },
  };
}

function sumOf(a: Repeat, b: Repeat): Repeat {
  return {
    ...a,
    count: a.count + b.count,
    differing: a.differing + b.differing,
    lastAt: Math.max(a.lastAt, b.lastAt),
  };
}
