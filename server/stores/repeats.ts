/** How often a journalled event came again after it was taken in. */
export interface Repeat {
  /** The id of its entry. */
  readonly entry: string;
  readonly customer: string;
  readonly count: number;
  /** How many of these times it said something else than what was taken in. */
  readonly differing: number;
  /** When it came last, in ms. */
  readonly lastAt: number;
}

/**
 * Notes beside the journal, for people: nothing is decided by them and no rebuild needs them, so they are written
 * outside of steps and may miss what a dying process had not written yet.
 */
export interface RepeatNotes {
  /** Adds the counts to what is noted already. Entries that the journal does not have are left out. */
  noteRepeats(repeats: readonly Repeat[]): Promise<void>;
  /** Those of the entries that came again. */
  repeatsOf(entries: readonly string[]): Promise<readonly Repeat[]>;
  /** Drops what came last before; says how many. Call again while it is `limit`. */
  dropRepeats(before: number, limit: number): Promise<number>;
}
