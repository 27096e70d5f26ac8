import {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb';

/** The database did not answer for longer than a call may wait. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';

  constructor(cause: unknown) {
    super(`The database cannot be reached: ${problemOf(cause)}`, { cause });
  }
}

/** Servers answer these while they fail over, shut down or are overloaded. */
const PASSING_CODES: ReadonlySet<unknown> = new Set([
  6, 7, 24, 50, 64, 89, 91, 112, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436,
]);

const PASSING_NAMES: ReadonlySet<string> = new Set([
  'MongoPoolClearedError',
  'PoolClearedError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'WaitQueueTimeoutError',
  'MongoOperationTimeoutError',
  'MongoWriteConcernError',
  'MongoNotConnectedError',
]);

/** May the same succeed a moment later? What was written may then be there or not. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof MongoError)) return false;
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  if (error instanceof MongoTopologyClosedError || PASSING_NAMES.has(error.name)) return true;
  if (error instanceof MongoBulkWriteError && error.result.getWriteConcernError()) return true;
  if (error.hasErrorLabel('RetryableWriteError') || error.hasErrorLabel('RetryableError')) return true;
  return PASSING_CODES.has(error.code);
}

const DUPLICATE_KEY = 11000;

/** The places in a bulk where a key was there already; null: the error is about something else, or more. */
export function duplicatesIn(error: unknown): readonly number[] | null {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) return null;
  const failures = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
  if (failures.length === 0 || failures.some(failure => failure.code !== DUPLICATE_KEY)) return null;
  return failures.map(failure => failure.index);
}

export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoError && error.code === DUPLICATE_KEY;
}

/** What went wrong, for operators: without names and passwords that a URL may hold. */
export function problemOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // The driver says of every cause what its causes said.
  const parts = new Set(message.replace(/\/\/[^/@\s]*@/g, '//…@').split(': '));
  return [...parts].join(': ');
}
