import type { Json } from './model.ts';

/** JSON text with sorted keys: equal values give equal text, on every machine. Undefined properties are left out. */
export function canonicalJson(value: Json | object): string {
  return print(value);
}

function print(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return printList(value);
  const parts: string[] = [];
  const fields = value as { readonly [key: string]: unknown };
  for (const key of Object.keys(fields).sort()) {
    const field = fields[key];
    if (field !== undefined) parts.push(`${JSON.stringify(key)}:${print(field)}`);
  }
  return `{${parts.join(',')}}`;
}

/** Most of a state is long lists of numbers, which join faster than they print one by one. */
function printList(list: readonly unknown[]): string {
  if (list.length === 0) return '[]';
  return list.every(Number.isFinite) ? `[${list.join(',')}]` : `[${list.map(print).join(',')}]`;
}
