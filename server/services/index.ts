import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { createMetrics } from '../metrics/metrics.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { observeIngest } from '../metrics/observe-ingest.ts';
import { observeStore } from '../metrics/observe-store.ts';
import { createBadges } from './badges.ts';
import type { Badges } from './badges.ts';
import { createBudgets } from './budgets.ts';
import type { Budgets } from './budgets.ts';
import { createCommands } from './commands.ts';
import type { RunCommand } from './commands.ts';
import type { Context } from './context.ts';
import { createCustomers } from './customers.ts';
import type { Customers } from './customers.ts';
import { createDecompile } from './decompile.ts';
import type { DecompileRule } from './decompile.ts';
import { createDemo } from './demo.ts';
import type { Demo } from './demo.ts';
import { createEraseCustomer } from './erase-customer.ts';
import type { EraseCustomer } from './erase-customer.ts';
import { createExportCustomer } from './export-customer.ts';
import type { ExportCustomer } from './export-customer.ts';
import { createEvaluate } from './evaluate.ts';
import type { Evaluate } from './evaluate.ts';
import { createIngest } from './ingest.ts';
import type { Ingest } from './ingest.ts';
import { createLeases } from './leases.ts';
import type { Leases } from './leases.ts';
import { createLifecycle } from './lifecycle.ts';
import type { Lifecycle } from './lifecycle.ts';
import { createLiveFeed } from './live-feed.ts';
import type { LiveFeed } from './live-feed.ts';
import { createMissions } from './missions.ts';
import type { Missions } from './missions.ts';
import { createReadiness } from './readiness.ts';
import type { CheckReadiness } from './readiness.ts';
import { createRepeats } from './repeats.ts';
import type { Repeats } from './repeats.ts';
import { openReleases } from './releases.ts';
import type { Releases } from './releases.ts';
import { createRules } from './rules.ts';
import type { Rules } from './rules.ts';
import type { SecretBox } from './secrets.ts';
import { openSourceDirectory } from './source-directory.ts';
import type { SourceDirectory } from './source-directory.ts';
import { createSources } from './sources.ts';
import type { Sources } from './sources.ts';
import { startRules } from './start-rules.ts';
import { createStats } from './stats.ts';
import type { Stats } from './stats.ts';
import { createSubmit } from './submit.ts';
import { createTimeline } from './timeline.ts';
import type { Timeline } from './timeline.ts';
import type { Submit } from './submit.ts';
import { createSweep } from './sweep.ts';
import type { Sweep } from './sweep.ts';
import { openSyncTimes } from './sync-times.ts';
import type { SyncTimes } from './sync-times.ts';
import { createTurns } from './turns.ts';
import type { TakeTurn } from './turns.ts';
import { createVerify } from './verify/index.ts';
import type { Verify } from './verify/index.ts';

/** Everything that the routes and the command line call. */
export interface Services {
  readonly context: Context;
  readonly lifecycle: Lifecycle;
  readonly readiness: CheckReadiness;
  readonly metrics: Metrics;
  readonly leases: Leases;
  readonly sweep: Sweep;
  readonly releases: Releases;
  readonly feed: LiveFeed;
  readonly submit: Submit;
  readonly run: RunCommand;
  readonly ingest: Ingest;
  readonly sources: Sources;
  readonly directory: SourceDirectory;
  readonly syncTimes: SyncTimes;
  readonly repeats: Repeats;
  readonly timeline: Timeline;
  readonly customers: Customers;
  readonly eraseCustomer: EraseCustomer;
  readonly exportCustomer: ExportCustomer;
  readonly missions: Missions;
  readonly budgets: Budgets;
  readonly badges: Badges;
  readonly rules: Rules;
  readonly takeTurn: TakeTurn;
  readonly stats: Stats;
  readonly evaluate: Evaluate;
  readonly decompile: DecompileRule;
  readonly demo: Demo;
  readonly verify: Verify;
}

/** Opens what the store holds, makes the rules live and ties the services together. Nothing runs by itself yet. */
export async function openServices(given: Context, secrets: SecretBox): Promise<Services> {
  const metrics = createMetrics();
  const store = observeStore(given.store, metrics);
  const context: Context = { ...given, store };
  const releases = await openReleases(context);
  await startRules(context, releases);
  const lifecycle = createLifecycle();
  const node = nodeName();
  const feed = createLiveFeed();
  const submit = createSubmit(context, releases, feed);
  const run = createCommands(context, submit);
  const directory = await openSourceDirectory(store);
  const syncTimes = await openSyncTimes(store);
  const repeats = createRepeats(context);
  const ingest = observeIngest(
    createIngest({ context, releases, directory, submit, syncTimes, repeats }),
    releases,
    metrics,
  );
  const customers = createCustomers(context, releases);
  const decompile = createDecompile();
  const takeTurn = createTurns(store);
  return {
    context,
    lifecycle,
    readiness: createReadiness(context, releases, lifecycle),
    metrics,
    leases: createLeases(store, node),
    sweep: createSweep(context, submit, node),
    releases,
    feed,
    submit,
    run,
    ingest,
    directory,
    syncTimes,
    repeats,
    timeline: createTimeline(context, releases, repeats),
    customers,
    eraseCustomer: createEraseCustomer(context),
    exportCustomer: createExportCustomer(context, customers, releases),
    sources: createSources({ context, releases, directory, secrets, syncTimes }),
    missions: createMissions(context, releases, customers),
    budgets: createBudgets(context, releases),
    badges: createBadges(context, releases, run, customers),
    rules: createRules(context, releases, takeTurn),
    takeTurn,
    stats: createStats(context, releases),
    evaluate: createEvaluate(context, releases, customers, decompile),
    decompile,
    verify: createVerify(context, releases),
    demo: createDemo(context, releases, ingest, submit),
  };
}

/** What leases and claims of this process are known by; the machine and the process are for people. */
function nodeName(): string {
  return `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`;
}
