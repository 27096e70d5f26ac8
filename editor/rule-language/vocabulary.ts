import { languageTables } from '../../dsl/check/index.ts';
import type { LoadedDocument } from '../../dsl/index.ts';

export interface NameEntry {
  readonly name: string;
  /** What it stands for: score, segment, metric … */
  readonly detail: string;
  readonly doc: string;
}

export interface StreamEntry extends NameEntry {
  readonly attributes: readonly AttributeEntry[];
}

export interface AttributeEntry {
  readonly name: string;
  readonly detail: string;
  /** The texts it can be, where they are listed. */
  readonly values: readonly string[];
}

/** Every name that the rules themselves bring, beside the language's own tables. */
export interface Vocabulary {
  readonly names: readonly NameEntry[];
  readonly streams: readonly StreamEntry[];
  readonly categories: readonly string[];
  /** Ids of the documents of a kind. */
  ids(kind: string): readonly NameEntry[];
}

type EventDocument = Extract<LoadedDocument, { readonly kind: 'event' }>;

export function createVocabulary(documents: readonly LoadedDocument[]): Vocabulary {
  const ids = (kind: string): readonly NameEntry[] =>
    documents.filter(document => document.kind === kind).map(entryOf);
  const events = documents.filter((document): document is EventDocument => document.kind === 'event');
  return {
    names: [...['score', 'segment', 'metric'].flatMap(ids), ...STANDING],
    streams: withFamilies(events.map(streamOf)),
    categories: documents.flatMap(document =>
      document.kind === 'policy' ? Object.keys(document.value.categories ?? {}) : [],
    ),
    ids,
  };
}

/** What the platform itself knows about a customer. */
const STANDING: readonly NameEntry[] = [
  { name: 'points_balance', detail: 'points', doc: 'Points that can be spent.' },
  { name: 'points_pending', detail: 'points', doc: 'Points held back for now.' },
  { name: 'tier', detail: 'text', doc: 'The tier held.' },
  { name: 'active_missions', detail: 'number', doc: 'Missions that stand now.' },
  { name: 'first_seen', detail: 'time', doc: 'When the first event happened.' },
];

/** What every event has besides its own attributes. */
const ENVELOPE: readonly AttributeEntry[] = [
  { name: 'time', detail: 'time', values: [] },
  { name: 'type', detail: 'text', values: [] },
  { name: 'source', detail: 'text', values: [] },
];

function entryOf(document: LoadedDocument): NameEntry {
  return { name: document.id, detail: document.kind, doc: docOf(document) };
}

function docOf({ name, value }: LoadedDocument): string {
  return 'description' in value && value.description ? `**${name}** – ${value.description}` : `**${name}**`;
}

function streamOf(document: EventDocument): StreamEntry {
  const { unit, attributes = {}, of } = document.value;
  const value = unit === undefined ? [] : [{ name: 'value', detail: unit, values: [] }];
  const made = of
    ? ` Made of ${Object.keys(of)
        .map(id => `\`${id}\``)
        .join(', ')}.`
    : '';
  return {
    name: document.id,
    detail: unit === undefined ? 'event' : `event, ${unit}`,
    doc: docOf(document) + made,
    attributes: [
      ...Object.entries(attributes).map(([name, type]) => attributeOf(name, type)),
      ...value,
      ...ENVELOPE,
    ],
  };
}

type AttributeValue = NonNullable<EventDocument['value']['attributes']>[string];

function attributeOf(name: string, given: AttributeValue): AttributeEntry {
  const type = typeof given === 'object' && 'type' in given ? given.type : given;
  if (typeof type === 'string') return { name, detail: type, values: [] };
  return { name, detail: 'text', values: [...type] };
}

/** A family (`usage`) is a stream too, with the attributes that all its members share. */
function withFamilies(streams: readonly StreamEntry[]): StreamEntry[] {
  const known = new Set(streams.map(stream => stream.name));
  const families = new Set(streams.flatMap(({ name }) => prefixesOf(name)).filter(name => !known.has(name)));
  const made = [...families].map(name =>
    familyOf(
      name,
      streams.filter(stream => stream.name.startsWith(`${name}.`)),
    ),
  );
  return [...streams, ...made];
}

function familyOf(name: string, members: readonly StreamEntry[]): StreamEntry {
  const [first, ...rest] = members;
  return {
    name,
    detail: 'family of events',
    doc: `All of ${members.map(member => `\`${member.name}\``).join(', ')}.`,
    attributes: (first?.attributes ?? []).filter(({ name: own }) =>
      rest.every(member => member.attributes.some(attribute => attribute.name === own)),
    ),
  };
}

function prefixesOf(name: string): string[] {
  const parts = name.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** The table row of a function or aggregate as markdown. */
export function callableDoc(name: string): { readonly signature: string; readonly text: string } | undefined {
  const aggregate = [...languageTables.aggregates, ...languageTables.specialAggregates].find(
    row => row.name === name,
  );
  if (aggregate) return { signature: aggregate.signature, text: markdown(aggregate) };
  const row = [...languageTables.functions, ...languageTables.mappingFunctions].find(
    other => other.name === name,
  );
  if (!row) return undefined;
  const parameters = row.parameters.map(parameter => parameter.name).join(', ');
  const signature = `${name}(${parameters}${row.variadic ? ', …' : ''})`;
  const lines = row.parameters.map(parameter => `- \`${parameter.name}\`: ${parameter.doc}`);
  return { signature, text: `${markdown(row)}\n\n${lines.join('\n')}` };
}

export function markdown({ doc, example }: { readonly doc: string; readonly example: string }): string {
  return `${doc}\n\n\`${example}\``;
}
