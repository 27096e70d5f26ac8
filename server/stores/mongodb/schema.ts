import type { CreateIndexesOptions, IndexSpecification } from 'mongodb';
import type { Collections, Connection } from './connection.ts';

interface Index {
  readonly of: keyof Collections;
  readonly key: IndexSpecification;
  readonly options?: CreateIndexesOptions;
  /** For servers that use only unique indexes, and would scan otherwise. */
  readonly whereOthersAreIgnored?: true;
}

const INDEXES: readonly Index[] = [
  { of: 'customers', key: { due_at: 1, _id: 1 }, options: partial('due_at') },
  { of: 'customers', key: { open_at: 1 }, options: { sparse: true } },
  { of: 'customers', key: { groups: 1, _id: 1 } },
  { of: 'customers', key: { _id: 1, rev: 1 }, options: { unique: true }, whereOthersAreIgnored: true },
  { of: 'journal', key: { customer: 1, v: 1, i: 1 } },
  { of: 'journal', key: { marks: 1, at: 1, _id: 1 }, options: partial('marks') },
  { of: 'journal', key: { kind: 1, at: 1, _id: 1 } },
  { of: 'outbox', key: { lane: 1, state: 1, next_at: 1 } },
  { of: 'outbox', key: { customer: 1, lane: 1, v: 1 } },
  { of: 'outbox', key: { at: 1, _id: 1 } },
  { of: 'outbox', key: { done_at: 1 }, options: partial('done_at', 'number') },
  { of: 'requests', key: { at: 1 } },
  { of: 'requests', key: { customer: 1 }, options: { sparse: true } },
  { of: 'failed', key: { received_at: 1, _id: 1 } },
  { of: 'failed', key: { customer: 1 } },
  { of: 'repeats', key: { last_at: 1 } },
  { of: 'repeats', key: { customer: 1 } },
  { of: 'erasures', key: { again_at: 1 } },
];

/** Counts what changed in the shape of documents or in their indexes; see `bringUp`. */
const VERSION = 1;

/** Collections that grow with customers and events; a cluster keeps ids unique only where they are the shard key. */
const SHARDED = ['customers', 'journal', 'outbox'] as const;

const NO_SUCH_COMMAND = 59;

/** It is so already, or this user may not do it: then it is for whoever keeps the cluster to decide. */
const ALREADY_OR_FORBIDDEN: ReadonlySet<unknown> = new Set([23, 13]);

/**
 * Makes what is missing. Each part may be done by many nodes at once and any number of times, so nothing has to be
 * locked; the version is raised last, and nodes that do not know it refuse to start.
 */
export async function bringUp(connection: Connection): Promise<void> {
  const meta = connection.database.collection<{ readonly _id: string; readonly version: number }>('meta');
  const found = await connection.patiently(() => meta.findOne({ _id: 'schema' }));
  const version = found?.version ?? 0;
  if (version > VERSION) {
    throw new Error(
      `The database has schema version ${version}, written by a newer Cairn; this one knows ${VERSION}.`,
    );
  }
  if (version === VERSION) return;
  await connection.patiently(() => shardWhereOffered(connection));
  const ignoresIndexes = await connection.patiently(() => usesUniqueIndexesOnly(connection));
  for (const { of, key, options = {}, whereOthersAreIgnored } of INDEXES) {
    if (whereOthersAreIgnored && !ignoresIndexes) continue;
    await connection.patiently(() => connection.database.collection(of).createIndex(key, options));
  }
  await connection.patiently(() =>
    meta.updateOne({ _id: 'schema' }, { $max: { version: VERSION } }, { upsert: true }),
  );
}

function partial(field: string, type?: 'number'): CreateIndexesOptions {
  return { partialFilterExpression: { [field]: type ? { $type: type } : { $exists: true } } };
}

/** Every MongoDB can explain a query; a server that cannot is one of those made for tests. */
async function usesUniqueIndexesOnly({ database }: Connection): Promise<boolean> {
  return answers(database.command({ explain: { find: 'customers', filter: {} }, verbosity: 'queryPlanner' }));
}

async function answers(command: Promise<unknown>): Promise<boolean> {
  try {
    await command;
    return false;
  } catch (error) {
    if (codeOf(error) === NO_SUCH_COMMAND) return true;
    throw error;
  }
}

async function shardWhereOffered({ database }: Connection): Promise<void> {
  const admin = database.admin();
  const { msg } = await admin.command({ isMaster: 1 });
  if (msg !== 'isdbgrid') return;
  await ignoring(ALREADY_OR_FORBIDDEN, admin.command({ enableSharding: database.databaseName }));
  for (const name of SHARDED) {
    const shardCollection = `${database.databaseName}.${name}`;
    await ignoring(ALREADY_OR_FORBIDDEN, admin.command({ shardCollection, key: { _id: 'hashed' } }));
  }
}

async function ignoring(codes: ReadonlySet<unknown>, command: Promise<unknown>): Promise<void> {
  try {
    await command;
  } catch (error) {
    if (!codes.has(codeOf(error))) throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
