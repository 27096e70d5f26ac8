import { runSchedules } from '../acceptance/schedules/run-schedules.ts';

/**
 * `schedules 1000 1 mongodb`: random schedules of duplicates, late and reversed events, commands, publishes and kills
 * on several node processes, from a seed on, and whether everything held.
 */
export async function run(count: number, seed: number, store: string): Promise<string[]> {
  if (store !== 'embedded' && store !== 'mongodb') throw new Error('The store is embedded or mongodb.');
  const result = await runSchedules(count, seed, store, line => console.log(line));
  const { schedules, rounds, events, commands, kills, entries, releases, problems, seconds } = result;
  if (problems.length > 0) process.exitCode = 1;
  return [
    `schedules ${seed}…, ${store}: ${schedules} in ${rounds} rounds, ${events} events and ${commands} commands sent, ` +
      `${entries} entries, ${releases} releases, ${kills} kills, ${seconds} s`,
    problems.length === 0 ? '  everything held' : `  ${problems.length} problems`,
  ];
}
