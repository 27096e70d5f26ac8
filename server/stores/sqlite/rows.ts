import type {
  Entry,
  Json,
  NormalisedEvent,
  Command,
  Effect,
  Snapshot,
  Summary,
} from '../../../engine/model.ts';
import type { CustomerRow } from '../store.ts';

export type Row = readonly unknown[];

export function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error('A column that holds text holds something else.');
  return value;
}

export function integer(value: unknown): number {
  if (typeof value !== 'number') throw new Error('A column that holds a number holds something else.');
  return value;
}

/** Reads JSON that this store wrote itself, so its shape is the writer's. */
export function json<T extends Json | object | null>(value: unknown): T {
  return JSON.parse(text(value)) as T;
}

export const ENTRY_COLUMNS =
  'j.id, j.customer, j.v, j.i, j.at, j.program, j.release, j.kind, j.input, j.effects, j.answer, j.seq, j.body_hash';
export const ENTRY_SEQ = 11;
export const ENTRY_BODY_HASH = 12;

export function entryOf(row: Row): Entry {
  return {
    id: text(row[0]),
    customer: text(row[1]),
    v: integer(row[2]),
    i: integer(row[3]),
    at: integer(row[4]),
    program: text(row[5]),
    release: integer(row[6]),
    kind: kindOf(row[7]),
    input: json<NormalisedEvent | Command | null>(row[8]),
    effects: json<readonly Effect[]>(row[9]),
    answer: json<Json>(row[10]),
  };
}

function kindOf(value: unknown): Entry['kind'] {
  if (value === 'event' || value === 'command' || value === 'tick') return value;
  throw new Error('A journal entry is of no known kind.');
}

export const SNAPSHOT_COLUMNS = 'id, v, at, release, entries, summary, state, digest';

export function snapshotOf(row: Row): Snapshot {
  const digest = row[7] === null ? {} : { digest: text(row[7]) };
  return { ...customerRowOf(row), v: integer(row[1]), state: text(row[6]), ...digest };
}

export const CUSTOMER_COLUMNS = 'id, v, at, release, entries, summary';

export function customerRowOf(row: Row): CustomerRow {
  return {
    customer: text(row[0]),
    at: integer(row[2]),
    release: integer(row[3]),
    entries: integer(row[4]),
    summary: json<Summary>(row[5]),
  };
}
