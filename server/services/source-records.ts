import type { SourceType } from '../../dsl/program/program.ts';
import type { Json } from '../../engine/model.ts';
import type { Store } from '../stores/store.ts';
import type { SealedConfig } from './connection-config.ts';
import { keptAs } from './kept.ts';

/** A data source as it is kept under `source:<id>`. The id is the scope of its events' ids and never changes. */
export interface SourceRecord {
  readonly id: string;
  readonly source_type: SourceType;
  readonly source_name: string;
  readonly connection: SealedConfig;
  /** As the user wrote it; null: the template as it is. */
  readonly event_mapping: Json;
  readonly sync_frequency: string;
  readonly is_active: boolean;
  readonly created_at: number;
  /** A hash of who made it, under which key of his own; absent: without one. */
  readonly made_by?: string;
}

const PREFIX = 'source:';

export interface KeptSource extends SourceRecord {
  readonly rev: number;
}

/** All sources, in the order in which they were made. */
export async function readSources(store: Store): Promise<KeptSource[]> {
  const kept = await store.settings(PREFIX);
  return kept
    .map(({ value, rev }) => ({ ...keptAs<SourceRecord>(value), rev }))
    .sort((a, b) => a.created_at - b.created_at || (a.id < b.id ? -1 : 1));
}

export async function readSource(store: Store, id: string): Promise<KeptSource | null> {
  const kept = await store.setting(PREFIX + id);
  return kept ? { ...keptAs<SourceRecord>(kept.value), rev: kept.rev } : null;
}

/** False: somebody else changed it since it was read (`rev` 0: made one of this id). */
export function writeSource(store: Store, record: SourceRecord, rev: number): Promise<boolean> {
  const { id, source_type, source_name, connection, event_mapping, sync_frequency, is_active, created_at } =
    record;
  const { made_by } = record;
  const { config, secrets } = connection;
  return store.change(PREFIX + id, rev, {
    id,
    source_type,
    source_name,
    connection: { config, secrets },
    event_mapping,
    sync_frequency,
    is_active,
    created_at,
    ...(made_by === undefined ? {} : { made_by }),
  });
}

export function removeSource(store: Store, { id, rev }: KeptSource): Promise<boolean> {
  return store.change(PREFIX + id, rev, null);
}
