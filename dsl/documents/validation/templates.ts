import type { JsonSchema } from '../schemas/json-schema.ts';
import { ownValue } from '../../program/own-value.ts';

/** What a field that is not there may start with, as YAML: valid, and made to be overwritten. */
const TEMPLATES: Readonly<Record<string, string>> = {
  name: 'New rule',
  // Nobody, not everybody, until it is overwritten.
  when: 'false',
  done: 'false',
  value: '0',
  period: 'week',
  progress: '0',
  target: '{ levels: { a: 1 } }',
  generate: '{ when: false }',
  reward: '{ points: 10 }',
  category: 'engagement',
  weight: '1',
  margin: '0',
  time: '{ zone: UTC }',
  zone: 'UTC',
  customer_id: 'customer_id',
  timestamp: 'timestamp',
  share: '10%',
  count: '1',
  per: '7d',
  at_most: '1',
};

/** The text to begin a field with; undefined where nothing would be right. */
export function templateOf(field: string, schema: JsonSchema | undefined): string | undefined {
  const [first] = schema?.enum ?? [];
  if (first !== undefined) return String(first);
  const known = ownValue(TEMPLATES, field);
  if (known !== undefined) return known;
  const minimum = schema?.minimum;
  if (schema?.type === 'integer' || schema?.type === 'number') return String(minimum ?? 0);
  return schema?.type === 'boolean' ? 'true' : undefined;
}
