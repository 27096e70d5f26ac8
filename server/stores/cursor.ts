/** A page's cursor that this list never gave out. */
export class CursorError extends Error {
  override readonly name = 'CursorError';

  constructor() {
    super('The cursor is not one that this list gave out.');
  }
}

export type Position = readonly (string | number)[];

/** Where the next page starts, as text without a meaning of its own for whoever hands it back. */
export function encodeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Reads a cursor back; `shape` has one example value of each part's type. */
export function decodeCursor(cursor: string, shape: Position): Position {
  const position = parsed(Buffer.from(cursor, 'base64url').toString());
  if (!Array.isArray(position) || position.length !== shape.length) throw new CursorError();
  return position.map((part: unknown, index) => {
    if ((typeof part === 'string' || typeof part === 'number') && typeof part === typeof shape[index])
      return part;
    throw new CursorError();
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CursorError();
  }
}
