import type { Subject } from '../../check/aggregates.ts';
import type { Catalogue, Stream, StreamAttribute } from '../../check/scope.ts';
import { isNumeric } from '../../types/types.ts';
import type { Suggestion } from '../types.ts';
import { ranked } from './fit.ts';
import { typeWords } from './words.ts';

/** Streams that an aggregate can read; behind a whole stream's dot its attributes too. */
export function streamSuggestions(
  word: string,
  catalogue: Catalogue,
  subject: Subject,
): readonly Suggestion[] {
  const streams = [...new Set(catalogue.ids)].flatMap(id => catalogue.stream(id) ?? []);
  const whole = catalogue.stream(word.slice(0, Math.max(0, word.lastIndexOf('.'))));
  return [
    ...(whole === undefined ? [] : attributesOf(whole, subject)),
    ...ranked(streams, stream => fitOf(stream, subject)).map(streamSuggestion),
  ];
}

/** Those with something to read first; without anything they are no use. */
function fitOf({ attributes }: Stream, subject: Subject): number | undefined {
  if (subject === 'event' || subject === 'gap') return 0;
  const value = attributes['value'];
  if (subject !== 'key' && value !== undefined && reads(subject, value)) return 0;
  const own = Object.entries(attributes).filter(([name]) => !ENVELOPE.has(name));
  return own.some(([, attribute]) => reads(subject, attribute)) || subject === 'attribute' ? 1 : undefined;
}

const ENVELOPE: ReadonlySet<string> = new Set(['time', 'type', 'source', 'value']);

function reads(subject: Subject, { type }: StreamAttribute): boolean {
  switch (subject) {
    case 'event':
      return false;
    case 'attribute':
      return true;
    case 'key':
      return type === 'text' || type === 'boolean' || type === 'any';
    case 'quantity':
    case 'gap':
      return isNumeric(type) || type === 'any';
  }
}

function streamSuggestion({ id, leaves, attributes }: Stream): Suggestion {
  const value = attributes['value'];
  const [first] = leaves;
  const single = leaves.length === 1 && first?.event === id;
  return {
    label: id,
    kind: 'stream',
    insert: id,
    detail: value === undefined ? 'events' : typeWords(value.type),
    ...(single ? {} : { documentation: `All of ${leaves.map(({ event }) => `\`${event}\``).join(', ')}.` }),
  };
}

function attributesOf(stream: Stream, subject: Subject): readonly Suggestion[] {
  const gap = subject === 'gap' ? [['gap', { type: 'duration', missing: false }] as const] : [];
  const readable = Object.entries(stream.attributes).filter(([, attribute]) => reads(subject, attribute));
  return [...gap, ...ranked(readable, ([name]) => Number(ENVELOPE.has(name)))].map(
    ([name, { type, missing }]) => ({
      label: `${stream.id}.${name}`,
      kind: 'attribute',
      insert: `${stream.id}.${name}`,
      detail: typeWords(type, missing),
    }),
  );
}
