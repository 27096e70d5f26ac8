import { compileMapping } from '../../dsl/index.ts';
import type { MappingEntry, Program, SourceType } from '../../dsl/program/program.ts';
import { sha256 } from '../hash.ts';
import type { FieldProblem } from '../problem.ts';
import { fieldProblems } from '../problem.ts';
import type { Store } from '../stores/store.ts';
import { readSources } from './source-records.ts';
import type { KeptSource } from './source-records.ts';
import { ownValue } from '../../dsl/program/own-value.ts';

/** How a record of one source becomes events. `scope` is the prefix of their ids. */
export interface Mapper {
  readonly scope: string;
  readonly sourceType: SourceType;
  readonly sourceName: string;
  readonly entries: readonly MappingEntry[];
}

export type Found = { readonly mapper: Mapper } | { readonly errors: readonly FieldProblem[] };

/** Finds the mapping of a record. Held in memory, since every event asks for it. */
export interface SourceDirectory {
  refresh(): Promise<void>;
  find(program: Program, sourceType: string, sourceName: string | undefined): Found;
  /** As CloudEvents name their source: by a URI reference that is or ends with a source's name or id. */
  findByUri(program: Program, uri: string, eventType: string): Found;
  mapperOf(program: Program, source: KeptSource): Found;
}

export async function openSourceDirectory(store: Store): Promise<SourceDirectory> {
  let sources = await readSources(store);
  const compiled = new Map<string, Found>();

  function mapperOf(program: Program, source: KeptSource): Found {
    const key = `${source.id}:${source.rev}:${program.hash}`;
    const known = compiled.get(key);
    if (known) return known;
    // Old revisions and programs are asked for no more; a bound spares keeping account of them.
    if (compiled.size >= 1_000) compiled.clear();
    const found = compileSource(program, source);
    compiled.set(key, found);
    return found;
  }

  function find(program: Program, sourceType: string, sourceName: string | undefined): Found {
    const type = sourceTypeOf(program, sourceType);
    if (type === null)
      return refusal('source_type', `There is no source type "${sourceType}".`, typesOf(program).join(', '));
    const ofType = sources.filter(source => source.source_type === type);
    const active = ofType.filter(source => source.is_active);
    const named =
      sourceName === undefined ? active : ofType.filter(source => source.source_name === sourceName);
    const [source] = named;
    if (named.length > 1) return several(type, named);
    if (source) return source.is_active ? mapperOf(program, source) : switchedOff(source.source_name);
    if (sourceName === undefined && ofType[0])
      return switchedOff(ofType.map(row => row.source_name).join(', '));
    const template = templateMapper(program, type);
    if (sourceName === undefined || sourceName === template?.sourceName)
      return template ? { mapper: template } : noMapping(type);
    return unknownName(type, sourceName, ofType, template);
  }

  /**
   * Else by a source type or the name of its template at its end, else by the one type of sources that the event type
   * comes from. The mapping is then that of others, and the ids are unique within the URI alone, so they get a scope of
   * their own.
   */
  function findByUri(program: Program, uri: string, eventType: string): Found {
    const words = [uri, decoded(uri), lastSegmentOf(uri)];
    const named = sources.filter(({ id, source_name }) => words.includes(source_name) || words.includes(id));
    const active = named.filter(source => source.is_active);
    if (active.length > 1) return severalOfUri(active);
    if (active[0]) return mapperOf(program, active[0]);
    if (named.length > 0) return switchedOff(named.map(source => source.source_name).join(', '));
    const types = ownValue(program.events, eventType)?.sourceTypes.filter(type => type !== 'cairn') ?? [];
    const template = program.sources.find(({ name }) => words.includes(name));
    const type =
      words.find(word => sourceTypeOf(program, word)) ??
      template?.sourceType ??
      (types.length === 1 ? types[0] : undefined);
    if (type === undefined) return unknownUri(uri, [...sources.map(({ id }) => id), ...typesOf(program)]);
    const found = find(program, type, undefined);
    if ('errors' in found || uri === type || uri === template?.name) return found;
    return { mapper: { ...found.mapper, scope: `${found.mapper.scope}.${sha256(uri).slice(0, 12)}` } };
  }

  return {
    find,
    findByUri,
    mapperOf,
    async refresh() {
      sources = await readSources(store);
    },
  };
}

/** The source that a scope of ids belongs to. */
export function sourceOf(scope: string): string {
  return scope.split('.')[0] ?? scope;
}

/** The source type of that name, as long as some event type or template knows it. */
export function sourceTypeOf(program: Program, name: string): SourceType | null {
  return typesOf(program).find(type => type === name) ?? null;
}

/** Compiles a mapping laid over its type's template; errors are named by the body's field. */
export function compileMapper(
  program: Program,
  source: { readonly id: string; readonly source_type: SourceType; readonly source_name: string },
  mapping: unknown,
): Found {
  const template = templateMapper(program, source.source_type);
  const identity = { scope: source.id, sourceType: source.source_type, sourceName: source.source_name };
  if (isEmpty(mapping) && template) return { mapper: { ...identity, entries: template.entries } };
  const { diagnostics, entries } = compileMapping(mapping, source.source_type, program);
  if (entries) return { mapper: { ...identity, entries } };
  return { errors: fieldProblems('event_mapping', diagnostics) };
}

function compileSource(program: Program, source: KeptSource): Found {
  const found = compileMapper(program, source, source.event_mapping);
  if ('mapper' in found) return found;
  return {
    errors: [
      { path: 'event_mapping', message: `The mapping of "${source.source_name}" has errors.` },
      ...found.errors,
    ],
  };
}

/** `cairn` is the platform itself: its events are made here, never sent. */
function typesOf(program: Program): SourceType[] {
  const types = new Set([
    ...Object.values(program.events).flatMap(event => event.sourceTypes),
    ...program.sources.map(source => source.sourceType),
  ]);
  types.delete('cairn');
  return [...types].sort();
}

function templateMapper(program: Program, sourceType: SourceType): Mapper | null {
  const template = program.sources.find(source => source.sourceType === sourceType);
  if (!template) return null;
  return { scope: `default_${sourceType}`, sourceType, sourceName: template.name, entries: template.entries };
}

function isEmpty(mapping: unknown): boolean {
  return (
    mapping === null ||
    mapping === undefined ||
    (typeof mapping === 'object' && Object.keys(mapping).length === 0)
  );
}

function several(type: SourceType, sources: readonly KeptSource[]): Found {
  const names = sources.map(source => source.source_name).join(', ');
  return refusal(
    'source_name',
    `There are several sources of the type ${type}: say which one sent this.`,
    names,
  );
}

/** Without query and fragment: `/region/CDR%20System`, `urn:telco:cdr_system`. */
function lastSegmentOf(uri: string): string {
  const path = uri.replace(/[?#].*$/s, '').replace(/\/+$/, '');
  return decoded(path.split(/[/:]/).at(-1) ?? '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function severalOfUri(sources: readonly KeptSource[]): Found {
  const names = sources.map(({ source_name, id }) => `${source_name} (${id})`).join(', ');
  return refusal(
    'source',
    'Several data sources have this name: send the id of the one that is meant.',
    names,
  );
}

function unknownUri(uri: string, known: readonly string[]): Found {
  const message = `No data source has the name or the id that "${uri.slice(0, 200)}" ends with, and the type does not tell it.`;
  return refusal('source', message, known.join(', '));
}

function switchedOff(names: string): Found {
  return refusal('source_name', `${names}: the source is switched off.`);
}

function noMapping(type: SourceType): Found {
  return refusal('source_type', `The type ${type} has neither a template nor a source of its own yet.`);
}

function unknownName(
  type: SourceType,
  name: string,
  sources: readonly KeptSource[],
  template: Mapper | null,
): Found {
  const names = [
    ...sources.map(source => source.source_name),
    ...(template && sources.length === 0 ? [template.sourceName] : []),
  ];
  return refusal('source_name', `There is no source "${name}" of the type ${type}.`, names.join(', '));
}

function refusal(path: string, message: string, expected?: string): Found {
  return { errors: [{ path, message, ...(expected === undefined || expected === '' ? {} : { expected }) }] };
}
