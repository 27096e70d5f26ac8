import { randomUUID } from 'node:crypto';
import { runCairn } from '../../server/support/run-cairn.ts';
import { playRound } from './play-round.ts';
import type { RoundResult } from './play-round.ts';

export type StoreName = 'embedded' | 'mongodb';

export interface SchedulesResult extends RoundResult {
  readonly rounds: number;
  readonly seconds: number;
}

const A_ROUND = 25;

/**
 * Plays so many schedules in rounds, each on a store of its own, from a seed on. A problem ends with the command that
 * plays its round again.
 */
export async function runSchedules(
  count: number,
  firstSeed: number,
  store: StoreName,
  tell: (line: string) => void = () => undefined,
): Promise<SchedulesResult> {
  await buildServer();
  const begun = performance.now();
  const results: RoundResult[] = [];
  for (let played = 0; played < count; played += A_ROUND) {
    const seed = firstSeed + results.length;
    const result = await playRound(seed, Math.min(A_ROUND, count - played), await mongodbFor(store));
    const problems = result.problems.map(problem => `${problem}\n${repeat(seed, store)}`);
    results.push({ ...result, problems });
    tell(`round ${seed}: ${result.schedules} schedules, ${result.kills} kills, ${problems.length} problems`);
    problems.forEach(tell);
  }
  const total = (count: (result: RoundResult) => number): number =>
    results.reduce((sum, result) => sum + count(result), 0);
  return {
    rounds: results.length,
    seconds: Math.round((performance.now() - begun) / 1_000),
    schedules: total(({ schedules }) => schedules),
    events: total(({ events }) => events),
    commands: total(({ commands }) => commands),
    kills: total(({ kills }) => kills),
    entries: total(({ entries }) => entries),
    releases: total(({ releases }) => releases),
    problems: results.flatMap(({ problems }) => problems),
  };
}

/** Any command builds what is not built; the nodes are then started from that. */
async function buildServer(): Promise<void> {
  const { code, err } = await runCairn(['--version'], {}, 'build');
  if (code !== 0) throw new Error(`The server could not be built: ${err}`);
}

function repeat(seed: number, store: StoreName): string {
  return `    again: npm run bench -- schedules ${A_ROUND} ${seed} ${store}`;
}

async function mongodbFor(store: StoreName) {
  if (store === 'embedded') return null;
  const url = process.env['MONGODB_URL'];
  if (url === undefined) throw new Error('MONGODB_URL says where the MongoDB for these schedules is.');
  return { url, database: `cairn_schedules_${randomUUID().slice(0, 8)}` };
}
