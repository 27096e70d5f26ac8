import type { Store, StoreState } from '../store.ts';
import type { Connection } from './connection.ts';
import { problemOf } from './unavailable.ts';

/** Whoever asks how the store is does not wait for it longer: probes have a second. */
const ANSWER_MS = 800;

/** How the database is, by asking it. */
export function createState({ database, isClosed, lastProblem }: Connection): Store['state'] {
  return async () => {
    if (isClosed()) return unreachable('The store is closed.');
    const sentAt = Date.now();
    const asked = database.admin().command({ isMaster: 1 });
    try {
      const answer = await withinTime(asked);
      const clockAheadMs = answer === null ? null : aheadOf(answer['localTime'], sentAt, Date.now());
      if (answer === null) return unreachable(silent(lastProblem()));
      return { kind: 'mongodb', reachable: true, problem: null, clockAheadMs };
    } catch (error) {
      return unreachable(`The database cannot be reached: ${problemOf(error)}`);
    }
  };
}

async function withinTime<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>(resolve => {
    timer = setTimeout(() => resolve(null), ANSWER_MS);
  });
  // What fails after nobody waits for it any more concerns nobody.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function silent(problem: unknown): string {
  if (problem !== null) return `The database cannot be reached: ${problemOf(problem)}`;
  return `The database has not answered for ${ANSWER_MS} ms.`;
}

/** As if the database had looked at its clock halfway. */
function aheadOf(time: unknown, sentAt: number, receivedAt: number): number | null {
  return time instanceof Date ? Math.round(time.getTime() - (sentAt + receivedAt) / 2) : null;
}

function unreachable(problem: string): StoreState {
  return { kind: 'mongodb', reachable: false, problem, clockAheadMs: null };
}
