import type { Summary } from '../../../engine/model.ts';
import { binOf, groupsOf } from '../groups.ts';
import type { Connection } from './connection.ts';

export const ERASED_LEDGER = 'erased_ledger';

export type TallyKind =
  | 'customers'
  | 'entries'
  | 'mark'
  | 'segment'
  | 'tier'
  | 'score_sum'
  | `score:${string}`
  /** What is left of the erased; nothing else tells it, so nothing can be compared with it. */
  | typeof ERASED_LEDGER;

/** Counts that changed in one transaction; written once, at its end. */
export interface Tallies {
  add(kind: TallyKind, key: string, count: number): void;
  write(): void;
}

/** Keeps what audiences and totals are answered from in step with the customers' summaries. */
export interface SummaryIndex {
  tallies(): Tallies;
  change(customer: string, before: Summary | null, after: Summary | null, tallies: Tallies): void;
}

export function createSummaryIndex(connection: Connection): SummaryIndex {
  const addTally = connection.statement(
    `INSERT INTO tallies (kind, key, count) VALUES (?, ?, ?)
     ON CONFLICT (kind, key) DO UPDATE SET count = count + excluded.count`,
  );
  // A summary that was damaged must not stop its customer's steps: whoever checks the store finds what does not fit.
  const join = connection.statement('INSERT OR IGNORE INTO members (audience, customer) VALUES (?, ?)');
  const leave = connection.statement('DELETE FROM members WHERE audience = ? AND customer = ?');

  return {
    tallies() {
      const counts = new Map<TallyKind, Map<string, number>>();
      return {
        add(kind, key, count) {
          const ofKind = counts.get(kind) ?? new Map<string, number>();
          counts.set(kind, ofKind);
          ofKind.set(key, (ofKind.get(key) ?? 0) + count);
        },
        write() {
          for (const [kind, ofKind] of counts) {
            for (const [key, count] of ofKind) if (count !== 0) addTally.run(kind, key, count);
          }
        },
      };
    },
    change(customer, before, after, tallies) {
      if (!before) tallies.add('customers', '', 1);
      if (!after) tallies.add('customers', '', -1);
      if (before) countSummary(before, -1, tallies, after);
      if (after) countSummary(after, 1, tallies, before);
      const old = before ? groupsOf(before) : [];
      const now = after ? groupsOf(after) : [];
      for (const audience of old) if (!now.includes(audience)) leave.run(audience, customer);
      for (const audience of now) if (!old.includes(audience)) join.run(audience, customer);
    },
  };
}

/** Adds what a customer counts for, or takes it off; `same`: but for what he counts for there as well. */
export function countSummary(
  summary: Summary,
  by: 1 | -1,
  tallies: Pick<Tallies, 'add'>,
  same: Summary | null = null,
): void {
  for (const [score, value] of Object.entries(summary.scores)) {
    if (same?.scores[score] === value) continue;
    tallies.add(`score:${score}`, String(binOf(value)), by);
    // Scores have one decimal, so their sum is kept in tenths, exactly.
    tallies.add('score_sum', score, by * Math.round(value * 10));
  }
  for (const segment of new Set(summary.segments)) {
    if (same?.segments.includes(segment) !== true) tallies.add('segment', segment, by);
  }
  if (same?.tier !== summary.tier) tallies.add('tier', summary.tier, by);
}
