import { setTimeout as pause } from 'node:timers/promises';
import {
  MongoTopologyClosedError,
  MongoClient,
  type Collection,
  type Db,
  type MongoClientOptions,
} from 'mongodb';
import type { CustomerDocument, DeliveryDocument, JournalDocument } from './documents.ts';
import { watchOutage } from './outage.ts';
import { isPassing, problemOf, UnavailableError } from './unavailable.ts';

export interface SettingDocument {
  readonly _id: string;
  readonly rev: number;
  /** JSON text, packed where it is long; null: removed. */
  readonly value: string | Uint8Array | null;
}

export interface RequestDocument {
  readonly _id: string;
  readonly body_hash: string;
  readonly attempt: string;
  readonly at: number;
  /** Absent while somebody is at work on it. */
  readonly answer?: string;
  readonly customer?: string;
}

export interface FailedDocument {
  readonly _id: string;
  readonly received_at: number;
  readonly customer: string | null;
  readonly record: string;
}

export interface RepeatDocument {
  readonly _id: string;
  readonly customer: string;
  readonly count: number;
  /** Absent in those from before it was counted. */
  readonly differing?: number;
  readonly last_at: number;
}

/** An entry that has the id of another; it waits to be undone. */
export interface ConflictDocument {
  readonly _id: string;
  readonly customer: string;
}

/** An erasure that is repeated later, for writers that were slow. */
export interface ErasureDocument {
  readonly _id: string;
  readonly customer: string;
  readonly again_at: number;
}

export interface ErasedDocument {
  readonly _id: string;
  /** What he had in points, by account of the ledger: the totals stay. */
  readonly ledger?: Readonly<Record<string, number>>;
}

export interface Collections {
  readonly customers: Collection<CustomerDocument>;
  readonly journal: Collection<JournalDocument>;
  readonly outbox: Collection<DeliveryDocument>;
  readonly requests: Collection<RequestDocument>;
  readonly failed: Collection<FailedDocument>;
  readonly repeats: Collection<RepeatDocument>;
  readonly settings: Collection<SettingDocument>;
  readonly erased: Collection<ErasedDocument>;
  readonly erasures: Collection<ErasureDocument>;
  readonly conflicts: Collection<ConflictDocument>;
}

/** The one place that knows the driver's client: collections, patience with a database that is away, the end. */
export interface Connection extends Collections {
  readonly database: Db;
  isClosed(): boolean;
  /** Why the driver last found no database; null: it has one. */
  lastProblem(): unknown;
  /**
   * Tries again while the database is away or fails over. What it does must bear to be done twice. Where the database
   * has been away for a while already, it is refused at once.
   */
  patiently<T>(work: () => Promise<T>): Promise<T>;
  /** Ends when all that is under way has ended. */
  close(): Promise<void>;
}

export interface ConnectionOptions {
  readonly url: string;
  readonly database: string;
  /** How long a call waits for a database that does not answer. */
  readonly patienceMs: number;
}

/** What is not said in the URL. */
const DEFAULTS = {
  appName: 'cairn',
  retryReads: true,
  retryWrites: true,
  // The texts were written by this store.
  enableUtf8Validation: false,
  maxPoolSize: 32,
  connectTimeoutMS: 5_000,
  serverSelectionTimeoutMS: 2_000,
  socketTimeoutMS: 30_000,
  waitQueueTimeoutMS: 10_000,
  // Looked at often, so that a new primary is found soon.
  heartbeatFrequencyMS: 2_000,
} as const satisfies MongoClientOptions;

/** Not for the URL to say: exactly-once rests on them. */
const PROMISES = {
  writeConcern: { w: 'majority', wtimeoutMS: 15_000 },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
} as const satisfies MongoClientOptions;

export function openConnection({ url, database, patienceMs }: ConnectionOptions): Connection {
  const client = clientFor(url);
  const db = client.db(database);
  const underWay = new Set<Promise<unknown>>();
  let closed = false;
  let problem: unknown = null;
  const outage = watchOutage(client);
  client.on('serverHeartbeatFailed', ({ failure }) => (problem = failure));
  client.on('serverHeartbeatSucceeded', () => (problem = null));

  async function tried<T>(work: () => Promise<T>): Promise<T> {
    const until = performance.now() + patienceMs;
    for (;;) {
      try {
        const result = await work();
        outage.answered();
        return result;
      } catch (error) {
        if (!isPassing(error)) throw error;
        outage.failed();
        if (performance.now() > until) throw new UnavailableError(problem ?? error);
        // A client whose very first connection failed stays shut until it is told to connect.
        if (error instanceof MongoTopologyClosedError) await client.connect().catch(() => undefined);
      }
      await pause(20 + Math.random() * 180);
    }
  }

  return {
    database: db,
    customers: db.collection('customers'),
    journal: db.collection('journal'),
    outbox: db.collection('outbox'),
    requests: db.collection('requests'),
    failed: db.collection('failed'),
    repeats: db.collection('repeats'),
    settings: db.collection('settings'),
    erased: db.collection('erased'),
    erasures: db.collection('erasures'),
    conflicts: db.collection('conflicts'),
    isClosed: () => closed,
    lastProblem: () => problem,
    async patiently(work) {
      if (closed) throw new Error('The store is closed.');
      if (outage.isKnown())
        throw new UnavailableError(problem ?? new Error('it has had no primary for a while'));
      const result = tried(work);
      underWay.add(result);
      try {
        return await result;
      } finally {
        underWay.delete(result);
      }
    },
    async close() {
      if (closed) return;
      closed = true;
      await Promise.allSettled(underWay);
      await client.close();
    },
  };
}

function clientFor(url: string): MongoClient {
  try {
    return new MongoClient(url, { ...defaultsFor(url), ...PROMISES });
  } catch (error) {
    throw new Error(`The address of the database cannot be used: ${problemOf(error)}`, { cause: error });
  }
}

function defaultsFor(url: string): MongoClientOptions {
  const said = new Set(
    [...new URLSearchParams(url.split('?')[1] ?? '').keys()].map(name => name.toLowerCase()),
  );
  return Object.fromEntries(Object.entries(DEFAULTS).filter(([name]) => !said.has(name.toLowerCase())));
}
