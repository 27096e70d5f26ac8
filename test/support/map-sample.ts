import type { MappingEntry, SourceType } from '../../dsl/index.ts';
import { mapRecord } from '../../engine/mapping/index.ts';
import type { MapContext, MapError } from '../../engine/mapping/index.ts';
import type { Json, NormalisedEvent } from '../../engine/model.ts';
import { defaultProgram } from './default-rules.ts';

export const RECEIVED_AT = Date.parse('2026-01-22T12:00:00Z');

export function sampleContext(sourceType: SourceType): MapContext {
  return { sourceType, sourceName: 'Sample', scope: 'src_1', receivedAt: RECEIVED_AT, recordHash: 'c0ffee' };
}

/** The default template of a source type. */
export function templateOf(sourceType: SourceType): readonly MappingEntry[] {
  const source = defaultProgram().sources.find(rule => rule.sourceType === sourceType);
  if (!source) throw new Error(`the default rules have no template for ${sourceType}`);
  return source.entries;
}

/** The events of a record by the template of its source type, or another mapping. */
export function eventsOf(
  sourceType: SourceType,
  record: Json,
  entries: readonly MappingEntry[] = templateOf(sourceType),
): readonly NormalisedEvent[] {
  const result = mapRecord(record, entries, defaultProgram(), sampleContext(sourceType));
  if ('errors' in result)
    throw new Error(result.errors.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return result.events;
}

export function eventOf(
  sourceType: SourceType,
  record: Json,
  entries: readonly MappingEntry[] = templateOf(sourceType),
): NormalisedEvent {
  const [event, ...others] = eventsOf(sourceType, record, entries);
  if (!event || others.length > 0)
    throw new Error(`one event was expected, not ${String(others.length + 1)}`);
  return event;
}

export function errorsOf(
  sourceType: SourceType,
  record: Json,
  entries: readonly MappingEntry[] = templateOf(sourceType),
): readonly MapError[] {
  const result = mapRecord(record, entries, defaultProgram(), sampleContext(sourceType));
  return 'errors' in result ? result.errors : [];
}
