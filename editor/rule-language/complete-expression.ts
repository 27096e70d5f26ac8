import { languageTables } from '../../dsl/check/index.ts';
import { expressionContext } from './expression-context.ts';
import type { Completions, Suggestion, SuggestionKind } from './protocol.ts';
import { callableDoc, markdown } from './vocabulary.ts';
import type { AttributeEntry, NameEntry, Vocabulary } from './vocabulary.ts';

export interface ExpressionSurroundings {
  readonly vocabulary: Vocabulary;
  readonly own: readonly NameEntry[];
  /** A mapping's expression: names are the record's fields, and there are no aggregates. */
  readonly record: boolean;
}

const AGGREGATES = [...languageTables.aggregates, ...languageTables.specialAggregates];
const isAggregate = (name: string): boolean => languageTables.aggregates.some(row => row.name === name);

/** What could follow in an expression whose text up to the cursor is `text`. */
export function completeExpression(
  text: string,
  offset: number,
  around: ExpressionSurroundings,
): Completions {
  const { word, place } = expressionContext(text, isAggregate);
  const from = offset - word.length;
  const { vocabulary } = around;
  switch (place.kind) {
    case 'stream':
      return { from, suggestions: streamSuggestions(word, vocabulary) };
    case 'where':
      return {
        from,
        suggestions: [...attributesOf(place.stream, vocabulary).map(attribute), ...operators(['not'])],
      };
    case 'window':
      return { from, suggestions: [...WINDOWS, ...operandSuggestions(around)] };
    case 'text':
      return { from, suggestions: textSuggestions(place.attribute, place.stream, vocabulary) };
    case 'operator':
      return { from, suggestions: operators(AFTER_VALUE) };
    case 'operand':
      return { from, suggestions: operandSuggestions(around) };
  }
}

function operandSuggestions({ vocabulary, own, record }: ExpressionSurroundings): Suggestion[] {
  const functions = record
    ? [...languageTables.mappingFunctions, ...languageTables.functions]
    : languageTables.functions;
  return [
    ...own.map(entry => named(entry, 'name')),
    ...(record ? [] : vocabulary.names.map(entry => named(entry, 'name'))),
    ...(record ? [] : AGGREGATES.map(row => call(row.name, 'aggregate'))),
    ...functions.map(row => call(row.name, 'function')),
    ...operators(['if … then … else …', 'not']),
  ];
}

/** A stream, and behind a whole stream's dot its attributes too. */
function streamSuggestions(word: string, vocabulary: Vocabulary): Suggestion[] {
  const dot = word.lastIndexOf('.');
  const whole = dot < 0 ? undefined : word.slice(0, dot);
  const attributes = whole === undefined ? [] : attributesOf(whole, vocabulary);
  return [
    ...vocabulary.streams.map(entry => named(entry, 'stream')),
    ...attributes.map(entry => ({
      ...attribute(entry),
      label: `${whole}.${entry.name}`,
      insert: `${whole}.${entry.name}`,
    })),
  ];
}

function attributesOf(stream: string, vocabulary: Vocabulary): readonly AttributeEntry[] {
  return vocabulary.streams.find(entry => entry.name === stream)?.attributes ?? [];
}

/** The texts that an attribute can be; those of every stream where the stream is not known. */
function textSuggestions(name: string, stream: string | undefined, vocabulary: Vocabulary): Suggestion[] {
  const attributes =
    stream === undefined
      ? vocabulary.streams.flatMap(entry => entry.attributes)
      : attributesOf(stream, vocabulary);
  const values = attributes.filter(entry => entry.name === name).flatMap(entry => entry.values);
  return [...new Set(values)].map(text => ({ label: text, kind: 'value', insert: text }));
}

const WINDOW_DOCS: readonly (readonly [string, string])[] = [
  ['24h', 'The last 24 hours.'],
  ['7d', 'Seven closed local days, and today so far.'],
  ['30d', 'Thirty closed local days, and today so far.'],
  ['90d', 'Ninety closed local days, and today so far.'],
  ['day', 'Today.'],
  ['week', 'The calendar week.'],
  ['month', 'The calendar month.'],
  ['quarter', 'The calendar quarter.'],
  ['period', 'The mission’s own period.'],
  ['step', 'Since the step before was done.'],
  ['lifetime', 'All time.'],
];

const WINDOWS: readonly Suggestion[] = WINDOW_DOCS.map(([label, documentation]) => ({
  label,
  kind: 'window',
  insert: label,
  documentation,
}));

const AFTER_VALUE = languageTables.operators
  .map(row => row.text)
  .filter(text => !text.startsWith('if ') && text !== 'not');

function operators(texts: readonly string[]): Suggestion[] {
  return languageTables.operators
    .filter(row => texts.includes(row.text))
    .map(row => ({
      label: row.text,
      kind: 'operator',
      insert: snippetOf(row.text),
      snippet: row.text.includes('…'),
      documentation: markdown(row),
    }));
}

/** `between … and …` → `between ${1} and ${2}` */
function snippetOf(text: string): string {
  let index = 0;
  return text.replaceAll('…', () => `\${${(index += 1)}}`);
}

function call(name: string, kind: SuggestionKind): Suggestion {
  const doc = callableDoc(name);
  return {
    label: name,
    kind,
    insert: `${name}(\${1})`,
    snippet: true,
    ...(doc ? { detail: doc.signature, documentation: doc.text } : {}),
  };
}

function named(entry: NameEntry, kind: SuggestionKind): Suggestion {
  return { label: entry.name, kind, insert: entry.name, detail: entry.detail, documentation: entry.doc };
}

function attribute(entry: AttributeEntry): Suggestion {
  const values = entry.values.length > 0 ? { documentation: `One of ${entry.values.join(', ')}.` } : {};
  return { label: entry.name, kind: 'attribute', insert: entry.name, detail: entry.detail, ...values };
}
