import { canonicalJson } from '../../engine/canonical.ts';
import type { Json } from '../../engine/model.ts';
import { sha256 } from '../hash.ts';

/** Of the raw record, since a mended mapping changes what it becomes. The event id of records without one. */
export function recordHashOf(record: Json): string {
  return sha256(canonicalJson(record));
}
