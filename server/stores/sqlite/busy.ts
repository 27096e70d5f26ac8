/** Other processes kept the file locked for longer than a request may wait. */
export class BusyError extends Error {
  override readonly name = 'BusyError';

  constructor() {
    super('The store is busy: other processes keep its file locked.');
  }
}

/** Did SQLite find the file locked? */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  return error.code.startsWith('SQLITE_BUSY') || error.code.startsWith('SQLITE_LOCKED');
}
