import type { EventType, MappingEntry, Program } from '../../dsl/program/program.ts';
import { absence, didYouMean, listed, pathOf, quoted } from './map-error.ts';
import type { MapContext } from './map-context.ts';
import type { MapError } from './map-error.ts';
import type { RawRecord } from './raw-record.ts';
import { readText } from './read-plain.ts';

/** `catalogueWords`: the record named the type as the catalogue does, so its other fields may do so too. */
export type MappedType =
  { readonly type: EventType; readonly catalogueWords: boolean } | { readonly error: MapError };

/** Which event type the record is of: by the source's own word, or by the catalogue's. */
export function mapType(
  record: RawRecord,
  entry: MappingEntry,
  program: Program,
  { sourceType, envelope }: Pick<MapContext, 'sourceType' | 'envelope'>,
): MappedType {
  const spoken = spokenType(record, program);
  const raw = record.read(entry.eventType);
  if (raw === undefined) {
    const enveloped = envelope === undefined ? undefined : ownType(entry, envelope.type);
    const id = spoken ?? enveloped ?? (entry.eventType ? undefined : fixedType(entry));
    if (id !== undefined) return typeOf(id, spoken !== undefined, program, sourceType);
    if (envelope !== undefined) return unknownWord(entry, `"${envelope.type}"`, [], program, sourceType);
    const message = `No event type: ${absence(entry.eventType, 'event_type')}.`;
    return { error: { path: pathOf(entry.eventType, 'event_type'), message, expected: wordsOf(entry) } };
  }
  const word = readText(raw.value);
  if (word === undefined) return unknownWord(entry, quoted(raw.value), [], program, sourceType);
  const mapped = fixedType(entry) ?? ownType(entry, word);
  if (mapped !== undefined) return typeOf(mapped, spoken === mapped, program, sourceType);
  if (Object.hasOwn(program.events, word)) return typeOf(word, true, program, sourceType);
  const candidates = [...Object.keys(ownWords(entry)), ...typesOf(program, sourceType)];
  return unknownWord(entry, `"${word}"`, [didYouMean(word, candidates)], program, sourceType);
}

/** The record's own `event_type`, where that is a type of the catalogue. */
export function spokenType(record: RawRecord, program: Program): string | undefined {
  const word = record.field('event_type')?.value;
  return typeof word === 'string' && Object.hasOwn(program.events, word) ? word : undefined;
}

function typeOf(id: string, catalogueWords: boolean, program: Program, sourceType: string): MappedType {
  const type = Object.hasOwn(program.events, id) ? program.events[id] : undefined;
  const path = 'event_type';
  if (type === undefined)
    return { error: { path, message: `The mapping leads to ${id}, which the catalogue lacks.` } };
  if (type.sourceTypes.length > 0 && !type.sourceTypes.some(known => known === sourceType)) {
    const senders = type.sourceTypes.filter(known => known !== 'cairn');
    const message =
      senders.length === 0
        ? `${id} is made by the platform itself and cannot be sent.`
        : `${id} comes from ${senders.join(' or ')} sources, not from ${sourceType}.`;
    return { error: { path, message, expected: listed(typesOf(program, sourceType)) } };
  }
  return { type, catalogueWords };
}

function unknownWord(
  entry: MappingEntry,
  word: string,
  hints: readonly string[],
  program: Program,
  sourceType: string,
): MappedType {
  const message = `${word} is no event type that the mapping knows${hints.join('') || '.'}`;
  const types = listed(typesOf(program, sourceType));
  const expected = `${wordsOf(entry)}; or a type of the catalogue (${types})`;
  return { error: { path: pathOf(entry.eventType, 'event_type'), message, expected } };
}

function fixedType({ types }: MappingEntry): string | undefined {
  return typeof types === 'string' ? types : undefined;
}

function ownWords({ types }: MappingEntry): Readonly<Record<string, string>> {
  return typeof types === 'string' ? {} : types;
}

function ownType(entry: MappingEntry, word: string): string | undefined {
  const words = ownWords(entry);
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

function wordsOf(entry: MappingEntry): string {
  return fixedType(entry) ?? listed(Object.keys(ownWords(entry)), 20);
}

function typesOf(program: Program, sourceType: string): readonly string[] {
  return Object.values(program.events)
    .filter(type => type.sourceTypes.some(known => known === sourceType))
    .map(type => type.id);
}
