import type { MongoClient, ServerType, TopologyDescription } from 'mongodb';

/** Whether the database is known to be away: what comes then would wait in vain, so its sender is told to come again. */
export interface Outage {
  isKnown(): boolean;
  /** What calls come to; the only thing to know by behind a load balancer, which the driver does not watch. */
  answered(): void;
  failed(): void;
}

/** An outage that is older is known. */
const KNOWN_AWAY_MS = 2_000;
/** How often one call is let through to see whether it is over. */
const PROBE_MS = 500;

const WRITABLE: ReadonlySet<ServerType> = new Set(['Standalone', 'RSPrimary', 'Mongos', 'LoadBalancer']);

export function watchOutage(client: MongoClient): Outage {
  return client.options.loadBalanced ? outageByCalls() : outageByServers(client);
}

function outageByServers(client: MongoClient): Outage {
  /** Since when there has been no server to write to where there was one; at the start nothing has been lost. */
  let lostAt: number | null = null;
  client.on('topologyDescriptionChanged', ({ newDescription, previousDescription }) => {
    if (hasWritable(newDescription)) lostAt = null;
    else if (hasWritable(previousDescription)) lostAt = performance.now();
  });
  return {
    isKnown: () => lostAt !== null && performance.now() - lostAt > KNOWN_AWAY_MS,
    answered: () => undefined,
    failed: () => undefined,
  };
}

/** `now` is a clock that only rises. */
export function outageByCalls(now: () => number = () => performance.now()): Outage {
  /** Since when every call has failed; null: the last one was answered. */
  let failingSince: number | null = null;
  let probedAt = -Infinity;
  return {
    isKnown() {
      if (failingSince === null || now() - failingSince <= KNOWN_AWAY_MS) return false;
      if (now() - probedAt < PROBE_MS) return true;
      probedAt = now();
      return false;
    },
    answered: () => (failingSince = null),
    failed: () => (failingSince ??= now()),
  };
}

function hasWritable({ servers }: TopologyDescription): boolean {
  return [...servers.values()].some(({ type }) => WRITABLE.has(type));
}
