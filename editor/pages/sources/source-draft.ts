import { parse, stringify } from 'yaml';
import type { DataSource, DataSourceBody } from '../../api/types.ts';

export const SOURCE_TYPES = ['cdr', 'billing', 'crm', 'app', 'network', 'dwh', 'xiva'] as const;
export const FREQUENCIES = ['real_time', 'hourly', 'daily', 'weekly'] as const;
export const SECRET_MASK = '********';
const SECRET_KEYS = ['api_key', 'password', 'token'];

/** The form's own state: everything as typed. */
export interface SourceDraft {
  readonly type: string;
  readonly name: string;
  readonly frequency: string;
  readonly active: boolean;
  readonly connection: readonly { readonly key: string; readonly value: string }[];
  /** JSON or YAML. */
  readonly mapping: string;
}

export type DraftField = 'name' | 'connection' | 'mapping';

export interface DraftProblem {
  readonly field: DraftField;
  readonly message: string;
}

/** A call-record system, as most operators have one first. */
export const EXAMPLE_DRAFT: SourceDraft = {
  type: 'cdr',
  name: 'CDR System',
  frequency: 'hourly',
  active: true,
  connection: [
    { key: 'api_endpoint', value: '' },
    { key: 'api_key', value: '' },
  ],
  mapping: JSON.stringify({ event_type: 'call_type', value: 'duration', timestamp: 'call_time' }, null, 2),
};

export function draftOf(source: DataSource): SourceDraft {
  return {
    type: source.source_type,
    name: source.source_name,
    frequency: source.sync_frequency,
    active: source.is_active,
    connection: Object.entries(source.connection_config).map(([key, value]) => ({
      key,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    })),
    mapping: stringify(source.event_mapping, { lineWidth: 0 }).trimEnd(),
  };
}

/** The body to send, or what must be mended first. */
export function bodyOf(
  draft: SourceDraft,
): { readonly body: DataSourceBody } | { readonly problem: DraftProblem } {
  if (draft.name.trim() === '') return { problem: { field: 'name', message: 'Give the source a name.' } };
  const keys = draft.connection.map(row => row.key.trim()).filter(Boolean);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice) return { problem: { field: 'connection', message: `“${twice}” stands there twice.` } };
  const mapping = readMapping(draft.mapping);
  if (typeof mapping === 'string') return { problem: { field: 'mapping', message: mapping } };
  return {
    body: {
      source_type: draft.type,
      source_name: draft.name.trim(),
      connection_config: connectionOf(draft),
      event_mapping: mapping.value,
      sync_frequency: draft.frequency,
      is_active: draft.active,
    },
  };
}

export const isSecret = (key: string): boolean => SECRET_KEYS.includes(key.trim().toLowerCase());

function connectionOf(draft: SourceDraft): Record<string, string> {
  return Object.fromEntries(
    draft.connection
      .filter(row => row.key.trim() !== '' && row.value.trim() !== '')
      .map(row => [row.key.trim(), row.value.trim()]),
  );
}

/** YAML includes JSON, so one reader serves both. */
function readMapping(text: string): { readonly value: object } | string {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    return `This is neither JSON nor YAML: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`;
  }
  if (typeof value !== 'object' || value === null)
    return 'A mapping names fields, as in event_type: call_type.';
  return { value };
}

/** A record to try a mapping with, in the fields that the product's documents use for the type. */
export function sampleRecord(type: string, at: Date): string {
  const time = at.toISOString();
  const samples: Record<string, object> = {
    cdr: { customer_id: 'c-1001', call_type: 'outgoing', duration: 120, call_time: time },
    billing: {
      msisdn: 'c-1001',
      txn_id: 'T-1',
      txn_type: 'TOPUP',
      status: 'OK',
      amount: 10,
      channel: 'app',
      txn_time: time,
    },
  };
  const fallback = { event_type: 'app.login', customer_id: 'c-1001', timestamp: time };
  return JSON.stringify(samples[type] ?? fallback, null, 2);
}
