import { mapRecord } from '../../engine/mapping/index.ts';
import type { Json } from '../../engine/model.ts';
import { sha256 } from '../hash.ts';
import { notFound, ProblemError, unprocessable } from '../problem.ts';
import type { FieldProblem } from '../problem.ts';
import type { NewSource, SourceChange } from '../schemas/sources.ts';
import { toTimestamp, toTimestampOrNull } from '../time.ts';
import type { Request } from './commands.ts';
import { isObject, sealConfig } from './connection-config.ts';
import type { ConnectionConfig, SealedConfig } from './connection-config.ts';
import type { Context } from './context.ts';
import { liveSourceTypes } from './live-source-types.ts';
import type { Releases } from './releases.ts';
import { recordHashOf } from './record-hash.ts';
import type { SecretBox } from './secrets.ts';
import { compileMapper } from './source-directory.ts';
import type { Mapper, SourceDirectory } from './source-directory.ts';
import { freeScope, retireScope } from './source-scopes.ts';
import { readSource, readSources, removeSource, writeSource } from './source-records.ts';
import type { KeptSource, SourceRecord } from './source-records.ts';
import type { SyncTimes } from './sync-times.ts';

export interface Sources {
  list(): Promise<object[]>;
  get(id: string): Promise<object>;
  /** Once for a key, also where its process died before it answered. */
  create(given: NewSource, request: Request): Promise<object>;
  /** `whole`: fields that are not given go back to what a new source has. */
  change(id: string, given: SourceChange, whole: boolean): Promise<object>;
  remove(id: string): Promise<void>;
  /** What records would become; nothing is stored. */
  tryOut(id: string, records: readonly unknown[], mapping: unknown): Promise<Trial[]>;
}

export interface Trial {
  readonly ok: boolean;
  readonly events: readonly object[];
  readonly errors: readonly FieldProblem[];
}

interface Parts {
  readonly context: Context;
  readonly releases: Releases;
  readonly directory: SourceDirectory;
  readonly secrets: SecretBox;
  readonly syncTimes: SyncTimes;
}

export function createSources({ context, releases, directory, secrets, syncTimes }: Parts): Sources {
  const { store, clock } = context;

  /** Types can go off and on with their sources; that is a new release, since scores change by it. */
  async function changed(): Promise<void> {
    await directory.refresh();
    await releases.setConstants(async ({ program }) => ({ live: await liveSourceTypes(store, program) }));
  }

  async function existing(id: string): Promise<KeptSource> {
    const source = await readSource(store, id);
    if (source) return source;
    throw notFound(`There is no data source "${id}".`);
  }

  function seal(
    record: { readonly id: string },
    given: ConnectionConfig,
    kept: SealedConfig | null,
  ): SealedConfig {
    const { sealed, errors } = sealConfig(given, kept, secrets, record.id);
    if (errors.length > 0) throw new ProblemError('unprocessable', 'A secret is missing.', { errors });
    return sealed;
  }

  function checkMapping(
    record: Pick<SourceRecord, 'id' | 'source_type' | 'source_name'>,
    mapping: unknown,
  ): Mapper {
    const found = compileMapper(releases.live().program, record, mapping);
    if ('mapper' in found) return found.mapper;
    throw new ProblemError('unprocessable', 'The mapping has errors.', { errors: found.errors });
  }

  async function checkName(id: string | null, type: string, name: string): Promise<void> {
    const taken = (await readSources(store)).some(
      source => source.id !== id && source.source_type === type && source.source_name === name,
    );
    if (taken) throw new ProblemError('conflict', `A source "${name}" of the type ${type} exists already.`);
  }

  function show(source: KeptSource): object {
    const { id, source_type, source_name, event_mapping, sync_frequency, is_active, created_at } = source;
    const broken = 'errors' in directory.mapperOf(releases.live().program, source);
    return {
      id,
      source_type,
      source_name,
      connection_config: source.connection.config,
      event_mapping,
      sync_frequency,
      is_active,
      last_sync_at: toTimestampOrNull(syncTimes.of(id)),
      status: !is_active ? 'inactive' : broken ? 'mapping_error' : 'active',
      created_at: toTimestamp(created_at),
    };
  }

  return {
    list: async () => (await readSources(store)).map(show),
    get: async id => show(await existing(id)),

    async create(given, request) {
      const { source_type, source_name } = given;
      const made_by = madeBy(request);
      const made = made_by && (await readSources(store)).find(source => source.made_by === made_by);
      if (made) return show(made);
      await checkName(null, source_type, source_name);
      const id = await freeScope(store, source_type, source_name);
      checkMapping({ id, source_type, source_name }, given.event_mapping);
      const record: SourceRecord = {
        id,
        source_type,
        source_name,
        connection: seal({ id }, configOf(given.connection_config), null),
        event_mapping: jsonOf(given.event_mapping),
        sync_frequency: given.sync_frequency ?? 'hourly',
        is_active: given.is_active ?? true,
        created_at: clock(),
        ...(made_by === null ? {} : { made_by }),
      };
      if (!(await writeSource(store, record, 0))) throw changedElsewhere(id);
      await changed();
      return show(await existing(id));
    },

    async change(id, given, whole) {
      const before = await existing(id);
      if (given.source_type !== undefined && given.source_type !== before.source_type) {
        throw unprocessable(
          'source_type',
          'The type of a source is fixed: make another source.',
          before.source_type,
        );
      }
      if (whole && given.source_name === undefined) throw missingField('source_name');
      const base = whole
        ? { ...before, event_mapping: null, sync_frequency: 'hourly', is_active: true }
        : before;
      const record: SourceRecord = {
        ...base,
        source_name: given.source_name ?? before.source_name,
        connection: connectionAfter(before, given.connection_config, whole),
        event_mapping: given.event_mapping === undefined ? base.event_mapping : jsonOf(given.event_mapping),
        sync_frequency: given.sync_frequency ?? base.sync_frequency,
        is_active: given.is_active ?? base.is_active,
      };
      await checkName(id, record.source_type, record.source_name);
      checkMapping(record, record.event_mapping);
      if (!(await writeSource(store, record, before.rev))) throw changedElsewhere(id);
      await changed();
      return show(await existing(id));
    },

    async remove(id) {
      const source = await existing(id);
      await retireScope(store, source);
      if (!(await removeSource(store, source))) throw changedElsewhere(id);
      await changed();
    },

    async tryOut(id, records, mapping) {
      const source = await existing(id);
      const mapper = checkMapping(source, mapping === undefined ? source.event_mapping : mapping);
      return records.map(record => tryRecord(record, mapper));
    },
  };

  function connectionAfter(before: KeptSource, given: unknown, whole: boolean): SealedConfig {
    if (given === undefined) return whole ? { config: {}, secrets: {} } : before.connection;
    const merged = whole ? configOf(given) : mergePatch(before.connection.config, configOf(given));
    return seal(before, merged, before.connection);
  }

  function tryRecord(record: unknown, mapper: Mapper): Trial {
    const raw = jsonOf(record);
    const { scope, sourceType, sourceName, entries } = mapper;
    const origin = { scope, sourceType, sourceName, receivedAt: clock(), recordHash: recordHashOf(raw) };
    const mapped = mapRecord(raw, entries, releases.live().program, origin);
    if ('errors' in mapped) return { ok: false, events: [], errors: mapped.errors };
    return { ok: true, events: mapped.events, errors: [] };
  }
}

/** As JSON Merge Patch (RFC 7396): null takes a key away, an object is merged, anything else replaces. */
function mergePatch(config: ConnectionConfig, patch: ConnectionConfig): ConnectionConfig {
  const result: Record<string, Json> = { ...config };
  for (const [key, value] of Object.entries(patch)) {
    const old = result[key];
    if (value === null) Reflect.deleteProperty(result, key);
    else if (isObject(value)) result[key] = mergePatch(isObject(old) ? old : {}, value);
    else result[key] = value;
  }
  return result;
}

/** Hashed, since keys may be secrets of their senders. */
function madeBy({ caller, key }: Request): string | null {
  return key === null ? null : sha256(JSON.stringify([caller, key]));
}

function configOf(given: unknown): ConnectionConfig {
  return isObject(given) ? given : {};
}

/** Bodies come from JSON; undefined is a field that was not sent. */
function jsonOf(value: unknown): Json {
  return value === undefined ? null : (value as Json);
}

function missingField(path: string): ProblemError {
  return new ProblemError('invalid', 'The body is not valid.', {
    errors: [{ path, message: 'This field is missing.' }],
  });
}

function changedElsewhere(id: string): ProblemError {
  return new ProblemError(
    'conflict',
    `The data source "${id}" was changed by somebody else at the same time: read it again.`,
  );
}
