import type { FastifyBaseLogger } from 'fastify';
import type { Deciders } from '../deciding/deciders.ts';
import type { Store } from '../stores/store.ts';

/** What every service works with. The clock is given, so that tests own the time. */
export interface Context {
  readonly store: Store;
  /** Threads that decide; absent: everything is decided on this one. */
  readonly deciders?: Pick<Deciders, 'decideBy'>;
  readonly clock: () => number;
  /** A clock that only rises, in ms, to measure by; unset: the process's own. */
  readonly elapsed?: () => number;
  readonly log: FastifyBaseLogger;
  readonly rulesDir: string;
  readonly dataDir: string;
  /** False: a person publishes (`cairn publish`) what differs in RULES_DIR. */
  readonly publishAtStart: boolean;
}
