import { oneOf } from '../../diagnostics/suggest.ts';
import type { Json } from '../build-value.ts';
import type { DocumentPath } from '../document.ts';
import { EVENT_ID_PATTERN, ID_PATTERN, NAME_PATTERN } from '../schemas/common.ts';
import { branches } from '../schemas/json-schema.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';

const ROLES = {
  condition: 'a condition, such as `engagement >= 60`',
  value: 'an expression, such as `sum(usage.data, 30d)`',
  literal: 'a number or a quantity, such as `30d` or `10%`',
  stream: 'events, such as `mission.completed where level = "c"`',
} as const;

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
};

/** What a schema takes, in words. */
export function describeSchema(schema: JsonSchema): string {
  return [...new Set(branches(schema).map(describeBranch))].join(', or ');
}

function describeBranch(schema: JsonSchema): string {
  if (schema['x-expression']) return ROLES[schema['x-expression']];
  if (schema.enum) return `one of ${oneOf(schema.enum.map(String))}`;
  if ('const' in schema) return `\`${String(schema.const)}\``;
  const known = schema.pattern === undefined ? undefined : PATTERNS[schema.pattern];
  const type = known ?? TYPES[schema.type ?? ''] ?? 'something else';
  const fields = Object.keys(schema.properties ?? {});
  if (fields.length > 0) return `${type} with ${oneOf(fields).replace(/ or (?=`[^`]*`$)/, ' and ')}`;
  if (schema.type === 'array' && schema.items) {
    const items = branches(schema.items);
    if (items.every(item => item.enum))
      return `a list of ${describeSchema(schema.items).replace(/^one of /, '')}`;
  }
  return type;
}

const PATTERNS: Readonly<Record<string, string>> = {
  [ID_PATTERN]: 'lower-case letters, digits and _, a letter first',
  [EVENT_ID_PATTERN]: 'lower-case words joined by dots, such as `usage.data`',
  [NAME_PATTERN]: 'letters, digits and _, no digit first',
};

export function describePattern(pattern: string): string {
  if (pattern.startsWith('^day ')) return 'a day and a time, such as `day 3 09:00`';
  if (pattern.startsWith('^[0-9]{4}-')) return 'a date, such as `2026-03-31`';
  return PATTERNS[pattern] ?? 'another spelling';
}

/** What a value is, in words. */
export function describeValue(value: Json | undefined): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return `\`${String(value)}\``;
}

/** The field that a path leads to, as authors speak of it: `target.levels`, `steps[1]`. */
export function describePath(path: DocumentPath): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step + 1}]` : index === 0 ? step : `.${step}`))
    .join('');
}
