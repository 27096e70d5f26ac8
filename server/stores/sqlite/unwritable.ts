/** The file cannot be written until somebody mends what is named; what is there can still be read. */
export class UnwritableError extends Error {
  override readonly name = 'UnwritableError';
  readonly reason: string;

  constructor(reason: string, cause: unknown) {
    super(`The store cannot be written: ${reason}.`, { cause });
    this.reason = reason;
  }
}

/** By the beginning of the codes of SQLite's errors. */
const REASONS: readonly (readonly [code: string, reason: string])[] = [
  ['SQLITE_FULL', 'the disk is full'],
  ['SQLITE_READONLY', 'its file or file system is read-only'],
  ['SQLITE_IOERR', 'the disk refuses to read or write (it may be full)'],
  ['SQLITE_CANTOPEN', 'its files cannot be opened'],
];

/** Null: the error is about something else than the disk. */
export function asUnwritable(error: unknown): UnwritableError | null {
  if (error instanceof UnwritableError) return error;
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const { code } = error;
  const known = REASONS.find(([beginning]) => code.startsWith(beginning));
  return known === undefined ? null : new UnwritableError(known[1], error);
}
