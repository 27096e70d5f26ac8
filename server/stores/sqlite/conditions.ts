import type { Value } from './connection.ts';

/** Conditions of a query that are put together as its filters ask, with their values in order. */
export interface Conditions {
  add(sql: string, ...values: readonly Value[]): void;
  /** The WHERE clause; nothing without conditions. */
  sql(): string;
  values(): readonly Value[];
}

export function createConditions(): Conditions {
  const terms: string[] = [];
  const all: Value[] = [];
  return {
    add(sql, ...values) {
      terms.push(sql);
      all.push(...values);
    },
    sql: () => (terms.length === 0 ? '' : `WHERE ${terms.join(' AND ')}`),
    values: () => all,
  };
}
