import type { Summary } from '../../../engine/model.ts';
import type { Connection } from './connection.ts';

export type TallyKind =
  'customers' | 'entries' | 'mark' | 'segment' | 'tier' | 'score_sum' | `score:${string}`;

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
  const join = connection.statement('INSERT INTO members (audience, customer) VALUES (?, ?)');
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
      if (before) count(before, -1, tallies);
      if (after) count(after, 1, tallies);
      const old = new Set(before ? audiencesOf(before) : []);
      const now = new Set(after ? audiencesOf(after) : []);
      for (const audience of old) if (!now.has(audience)) leave.run(audience, customer);
      for (const audience of now) if (!old.has(audience)) join.run(audience, customer);
    },
  };
}

/** The lower end of a score's bin: [0,5), [5,10) … [95,100]. */
function binOf(score: number): number {
  return Math.max(0, Math.min(19, Math.floor(score / 5))) * 5;
}

function count(summary: Summary, by: 1 | -1, tallies: Tallies): void {
  for (const [score, value] of Object.entries(summary.scores)) {
    tallies.add(`score:${score}`, String(binOf(value)), by);
    // Scores have one decimal, so their sum is kept in tenths, exactly.
    tallies.add('score_sum', score, by * Math.round(value * 10));
  }
  for (const segment of new Set(summary.segments)) tallies.add('segment', segment, by);
  tallies.add('tier', summary.tier, by);
}

function audiencesOf(summary: Summary): readonly string[] {
  return [
    ...summary.segments.map(segment => audience('segment', segment)),
    audience('tier', summary.tier),
    ...summary.missions.map(mission => audience('mission', mission)),
  ];
}

export function audience(kind: 'segment' | 'tier' | 'mission', id: string): string {
  return `${kind}:${id}`;
}
