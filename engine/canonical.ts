import type { Json } from './model.ts';

/** JSON text with sorted keys: equal values give equal text, on every machine. Undefined properties are left out. */
export function canonicalJson(value: Json | object): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (item !== undefined) result[key] = sorted(item);
  }
  return result;
}
