import type { Stream } from '../../check/scope.ts';
import { isDocumentKind } from '../../documents/index.ts';
import type { DocumentOf } from '../../documents/index.ts';
import type { SymbolKind } from './symbol.ts';
import { ownValue } from '../../program/own-value.ts';

export type EventDocument = DocumentOf<'event'>;
export type FindEvent = (id: string) => EventDocument | undefined;

/** What the texts of an attribute name: `mission: mission` holds ids of missions. */
export function kindOfAttribute(event: EventDocument, name: string): SymbolKind | undefined {
  const given = ownValue(event.value.attributes, name);
  const type = typeof given === 'object' && 'type' in given ? given.type : given;
  if (typeof type === 'string') return isDocumentKind(type) ? type : undefined;
  const sources = event.value.source_types ?? [];
  const own = sources.length > 0 && sources.every(source => source === 'cairn');
  return own ? ownValue(PLATFORM_LISTS, name) : undefined;
}

/** What the platform's own events list besides ids of documents. */
const PLATFORM_LISTS: Readonly<Record<string, SymbolKind>> = {
  category: 'category',
  from: 'tierLevel',
  to: 'tierLevel',
  tier: 'tierLevel',
};

/** The same of a stream, where all events that it is made of agree. */
export function kindInStream(stream: Stream, name: string, find: FindEvent): SymbolKind | undefined {
  const own = find(stream.id);
  const events = own === undefined ? stream.leaves.flatMap(({ event }) => find(event) ?? []) : [own];
  const kinds = new Set(events.map(event => kindOfAttribute(event, name)));
  const [kind] = kinds;
  return kinds.size === 1 ? kind : undefined;
}
