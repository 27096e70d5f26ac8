import type { Entry } from '../../engine/model.ts';

/**
 * Entries that were folded under an id that another entry has: two customers brought it to two nodes at the same
 * moment. They stay in the journal, and what they did is undone by a later step. A store that writes in transactions
 * has none.
 */
export interface Conflicts {
  /** Those that wait to be undone; their ids are their own. */
  conflicts(limit: number): Promise<readonly Entry[]>;
  /** Says that it is undone. */
  undone(entry: string): Promise<void>;
}
