import { oneOf } from '../../diagnostics/index.ts';
import type { DocumentOf, DocumentPath } from '../../documents/document.ts';
import type { EventType, SourceType } from '../../program/program.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { leaveOut, meantBy, writeValue } from '../fields/field-fixes.ts';

type Events = Readonly<Record<string, EventType>>;
type Source = DocumentOf<'source'>;

/** The catalogue says which kinds of source send an event; of others it is refused, record by record. */
export function checkSources(sources: readonly Source[], events: Events, fields: FieldCompiler): void {
  for (const source of sources) {
    const { source_type: own } = source.value;
    const sent = Object.values(events).filter(type => sends(type, own)).map(({ id }) => id); // prettier-ignore
    for (const { path, id } of targetsOf(source)) {
      const type = Object.hasOwn(events, id) ? events[id] : undefined;
      if (type !== undefined && !sends(type, own)) reportRefused(source, path, type, sent, fields);
    }
  }
}

/** An event without a list is anybody's. */
function sends({ sourceTypes }: EventType, source: SourceType): boolean {
  return sourceTypes.length === 0 || sourceTypes.includes(source);
}

interface Target {
  readonly path: DocumentPath;
  readonly id: string;
}

/** The event types that a mapping leads to, each with its place. */
function targetsOf({ value: { event_mapping: mapping } }: Source): readonly Target[] {
  const entries: readonly { readonly path: DocumentPath; readonly types: Types }[] = Array.isArray(mapping)
    ? mapping.map(({ types }: { readonly types?: Types }, index) => ({
        path: ['event_mapping', index, 'types'],
        types,
      }))
    : [{ path: ['event_mapping', 'types'], types: 'types' in mapping ? mapping.types : undefined }];
  return entries.flatMap(({ path, types }) =>
    typeof types === 'string'
      ? [{ path, id: types }]
      : Object.entries(types ?? {}).map(([word, id]) => ({ path: [...path, word], id })),
  );
}

type Types = string | Readonly<Record<string, string>> | undefined;

function reportRefused(
  source: Source,
  path: DocumentPath,
  { id, sourceTypes }: EventType,
  sent: readonly string[],
  fields: FieldCompiler,
): void {
  const senders = sourceTypes.filter(type => type !== 'cairn');
  const own = source.value.source_type;
  const message =
    senders.length === 0
      ? `\`${id}\` is made by the platform itself: a record that is mapped to it is refused.`
      : `\`${id}\` comes from ${oneOf(senders)} sources: a record of this \`${own}\` source that is mapped to it is refused.`;
  const expected = sent.length === 0 ? undefined : oneOf(sent);
  const { meant } = meantBy(id, sent);
  const word = path.at(-1);
  const fixes =
    meant === undefined && word !== 'types'
      ? leaveOut(source, path, `\`${String(word)}\``)
      : writeValue(source, path, meant);
  fields.report(source, path, 'mapping-event-refused', message, expected, fixes);
}
