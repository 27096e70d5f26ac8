import { encodeCursor, type Position } from './cursor.ts';
import type { Page } from './store.ts';

/** Makes a page of rows that were read with one more than the page holds, to see whether another follows. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => T,
  position: (row: Row) => Position,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    results: shown.map(item),
    next: rows.length > limit && last ? encodeCursor(position(last)) : null,
  };
}
