import { Gauge } from 'prom-client';
import type { Services } from '../services/index.ts';
import { readUpgrade } from '../services/upgrade.ts';
import type { Store, TotalRow, TotalsQuery } from '../stores/store.ts';

/** Scrapers may come often and from several places; the store is looked at once in this time. */
const LOOK_EVERY_MS = 5_000;

interface Row {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

interface GaugeOf {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
  readonly read: (services: Services) => Promise<readonly Row[]> | readonly Row[];
}

/** What is true now, read when it is asked for. What cannot be read is left out, as the scrape goes on. */
export function registerGauges(services: Services): void {
  const { metrics, context } = services;
  for (const { name, help, labelNames = [], read } of GAUGES) {
    let readAt = -Infinity;
    new Gauge({
      registers: [metrics.registry],
      name: `cairn_${name}`,
      help,
      labelNames,
      async collect() {
        if (performance.now() - readAt < LOOK_EVERY_MS) return;
        readAt = performance.now();
        const rows = await Promise.resolve(read(services)).catch((error: unknown) => {
          context.log.debug({ err: error, metric: name }, 'a metric could not be read');
          return [];
        });
        this.reset();
        // Without labels there would be a 0 left, which nobody has read anywhere.
        this.remove({});
        for (const { labels = {}, value } of rows) this.set(labels, value);
      },
    });
  }
}

const one = (value: number | null): readonly Row[] => (value === null ? [] : [{ value }]);

const GAUGES: readonly GaugeOf[] = [
  {
    name: 'ready',
    help: '1: send requests here; 0: /readyz says why not.',
    read: async ({ readiness }) => one((await readiness()).status === 'ok' ? 1 : 0),
  },
  {
    name: 'store_reachable',
    help: '1 while the store answers.',
    labelNames: ['store'],
    read: async ({ readiness }) => {
      const { store } = await readiness();
      return [{ labels: { store: store.kind }, value: store.reachable ? 1 : 0 }];
    },
  },
  {
    name: 'clock_ahead_seconds',
    help: "How far the store's clock is ahead of this machine's; beyond 2 s either way it is not ready.",
    read: async ({ readiness }) => {
      const { clockAheadMs } = (await readiness()).store;
      return one(clockAheadMs === null ? null : clockAheadMs / 1000);
    },
  },
  {
    name: 'release_number',
    help: 'The release that this process decides by; nodes may differ for a second.',
    read: ({ releases }) => one(releases.live().release.n),
  },
  {
    name: 'release_live_timestamp_seconds',
    help: 'Since when that release is live.',
    read: ({ releases }) => one(releases.live().liveAt / 1000),
  },
  {
    name: 'upgrade_customers',
    help: 'Customers taken over to the live release by the walk over everybody, and how many there are.',
    labelNames: ['state'],
    read: async ({ context, releases }) => {
      const progress = await readUpgrade(context);
      if (progress?.release !== releases.live().release.n) return [];
      const { done, failed, total } = progress;
      return [
        { labels: { state: 'done' }, value: done - failed },
        { labels: { state: 'failed' }, value: failed },
        { labels: { state: 'total' }, value: total },
      ];
    },
  },
  {
    name: 'customers',
    help: 'Customers in the store.',
    read: async ({ context }) => one(await countOf(context.store, { of: 'customers' })),
  },
  {
    name: 'journal_entries',
    help: 'Entries of the journal.',
    read: async ({ context }) => one(await countOf(context.store, { of: 'entries' })),
  },
  {
    name: 'failed_records',
    help: 'Records that could not be mapped and wait to be re-processed.',
    read: async ({ context }) => one(await countOf(context.store, { of: 'failed' })),
  },
  {
    name: 'outbox_deliveries',
    help: 'Deliveries that wait, and dead letters.',
    labelNames: ['state'],
    read: async ({ context }) => byState(await context.store.totals({ of: 'outbox' })),
  },
  {
    name: 'due_customers',
    help: 'Customers whose due instants wait for the sweep; counted up to 100,000.',
    read: async ({ context }) => one(await countOf(context.store, { of: 'due', now: context.clock() })),
  },
  {
    name: 'sweep_lag_seconds',
    help: 'How long the oldest due instant has been waiting; 0: none does.',
    read: async ({ context: { store, clock } }) => {
      const [oldest] = await store.due(clock(), 1);
      return one(oldest ? (clock() - oldest.dueAt) / 1000 : 0);
    },
  },
  {
    name: 'sweep_customers',
    help: 'Customers whom this process has taken over their due instants since it started.',
    read: ({ sweep }) => one(sweep.swept()),
  },
  {
    name: 'lease_held',
    help: '1 for each lease that this process holds.',
    labelNames: ['lease'],
    read: ({ leases }) => leases.held().map(lease => ({ labels: { lease }, value: 1 })),
  },
];

async function countOf(store: Store, query: TotalsQuery): Promise<number> {
  return (await store.totals(query))[0]?.count ?? 0;
}

/** Rows are `waiting:lane` and `dead:lane`; lanes are left out, since there may be any number of them. */
function byState(rows: readonly TotalRow[]): readonly Row[] {
  const counts = new Map([
    ['waiting', 0],
    ['dead', 0],
  ]);
  for (const { key, count } of rows) {
    const state = key.split(':', 1)[0] ?? '';
    counts.set(state, (counts.get(state) ?? 0) + count);
  }
  return [...counts].map(([state, value]) => ({ labels: { state }, value }));
}
