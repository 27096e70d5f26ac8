import type { FastifyRequest } from 'fastify';
import { idempotencyKey } from '../plugins/idempotency.ts';
import type { Request } from '../services/commands.ts';
import type { Page } from '../stores/store.ts';

/** A page of the store, as answers give it. */
export function list<T>({ results, next }: Page<T>): {
  readonly results: readonly T[];
  readonly next_cursor: string | null;
} {
  return { results, next_cursor: next };
}

/** A whole list, for what there is never much of. */
export function whole<T>(results: readonly T[]): {
  readonly results: readonly T[];
  readonly next_cursor: null;
} {
  return { results, next_cursor: null };
}

/** Who asks, for the ids of commands. */
export function requestOf(request: FastifyRequest): Request {
  return { caller: request.caller.name, key: idempotencyKey(request) };
}

/** The paging part of a query, as the store takes it. */
export function pageOf({ limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined }): {
  readonly limit: number;
  readonly cursor?: string;
} {
  return { limit, ...(cursor === undefined ? {} : { cursor }) };
}

/** Leaves out what was not given, since an absent filter and an undefined one differ in type. */
export function given<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  const row: Partial<Record<K, string>> = {};
  if (value !== undefined) row[key] = value;
  return row;
}
