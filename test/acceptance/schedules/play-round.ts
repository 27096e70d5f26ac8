import { createRandom } from '../../../server/demo/random.ts';
import type { Store } from '../../../server/stores/store.ts';
import { RULES_FOLDER } from '../../support/default-rules.ts';
import { createChaos } from './chaos.ts';
import { checkSchedule } from './check-schedule.ts';
import { startCluster } from './cluster.ts';
import type { Cluster, ClusterOptions } from './cluster.ts';
import { enginesOf } from './engines.ts';
import { planSchedule } from './plan.ts';
import { playSchedule } from './play.ts';
import type { Played } from './play.ts';
import { SMALL_RULES, defaultVariants, smallVariants } from './variants.ts';

export interface RoundResult {
  readonly schedules: number;
  readonly events: number;
  readonly commands: number;
  readonly kills: number;
  readonly entries: number;
  /** Releases that were live one after the other. */
  readonly releases: number;
  /** What did not hold, each with its schedule's seed. */
  readonly problems: readonly string[];
}

/** Every eighth round has the default rules, which are slower than small ones. */
const DEFAULT_RULES_EVERY = 8;
/** How many schedules are played at once. */
const AT_ONCE = 6;

/**
 * Some schedules on one store of their own: its nodes are started, killed at random moments while several schedules
 * are played at once, and asked to end; then everything that must hold is checked in the store itself. What is planned
 * follows from the seed; how the requests of real processes meet does not.
 */
export async function playRound(
  seed: number,
  schedules: number,
  mongodb: ClusterOptions['mongodb'],
): Promise<RoundResult> {
  const random = createRandom(seed, 0xc1a5);
  const isDefault = seed % DEFAULT_RULES_EVERY === 0;
  const cluster = await startCluster({
    nodes: random.integer(2, 3),
    rulesFolder: isDefault ? RULES_FOLDER : SMALL_RULES,
    mongodb,
  });
  try {
    const variants = isDefault ? defaultVariants() : smallVariants();
    const waiting = Array.from({ length: schedules }, (_, n) => planSchedule(seed * 1_000 + n, cluster.size));
    const steps = waiting.reduce((sum, { operations }) => sum + operations.length, 0);
    const chaos = createChaos(cluster, random, steps);
    const played: Played[] = [];
    const problems: string[] = [];
    const playWaiting = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        try {
          played.push(await playSchedule(cluster, next, variants, chaos));
        } catch (error) {
          problems.push(`schedule ${next.seed}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, playWaiting));
    problems.push(...(await stopProblems(cluster)));
    const store = await cluster.openStore();
    try {
      problems.push(...(await checkAll(store, played)));
      const [row] = await store.totals({ of: 'entries' });
      const live = await store.setting('live');
      return {
        schedules,
        releases: (live?.value as { readonly n: number } | undefined)?.n ?? 0,
        events: played.reduce((sum, { sent }) => sum + sent, 0),
        commands: played.reduce((sum, { commands }) => sum + commands.size, 0),
        kills: chaos.kills(),
        entries: row?.count ?? 0,
        problems,
      };
    } finally {
      await store.close();
    }
  } finally {
    await cluster.close();
  }
}

async function stopProblems(cluster: Cluster): Promise<readonly string[]> {
  const ends = await cluster.stop();
  return ends.flatMap(({ code, err }, node) =>
    code === 0 ? [] : [`node ${node} ended with ${code ?? 'a signal'} when it was asked to: ${err}`],
  );
}

async function checkAll(store: Store, played: readonly Played[]): Promise<readonly string[]> {
  await store.finishOpen(0);
  const engines = enginesOf(store);
  const deliveries = await deliveriesByCustomer(store);
  const problems: string[] = [];
  for (const each of played) {
    const found = await checkSchedule({ store, engines, deliveries }, each);
    problems.push(...found.map(problem => `schedule ${each.schedule.seed}: ${problem}`));
  }
  return problems;
}

async function deliveriesByCustomer(store: Store): Promise<ReadonlyMap<string, readonly string[]>> {
  const byCustomer = new Map<string, string[]>();
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Store['deliveries']>> = await store.deliveries({
      limit: 500,
      ...(cursor === null ? {} : { cursor }),
    });
    for (const { id, customer } of page.results)
      byCustomer.set(customer, [...(byCustomer.get(customer) ?? []), id]);
    cursor = page.next;
  } while (cursor !== null);
  return byCustomer;
}
