import { oneOf, suggest } from '../../diagnostics/suggest.ts';
import type { EventType } from '../../program/program.ts';
import type { MappingReport, MappingText } from './mapping-entries.ts';
import type { ShortMapping } from './short-mapping.ts';

/** A mapping as the API takes it: whole entries, or some fields to lay over a template. */
export type ReadMapping =
  | { readonly kind: 'entries'; readonly entries: readonly MappingText[] }
  | { readonly kind: 'short'; readonly short: ShortMapping };

type Fields = Readonly<Record<string, unknown>>;
type Texts = Readonly<Record<string, string>>;

const EXPRESSIONS = ['event_id', 'customer_id', 'timestamp', 'reversal_of', 'reason', 'event_type'] as const;
const KEYS: readonly string[] = [...EXPRESSIONS, 'types', 'value', 'attributes'];

/** Reads a mapping of unknown JSON; undefined where its shape is wrong, which is then reported. */
export function readMapping(
  mapping: unknown,
  types: readonly EventType[],
  report: MappingReport,
): ReadMapping | undefined {
  let faulty = false;
  const watching: MappingReport = {
    problems: report.problems,
    report: (...problem) => {
      faulty = true;
      report.report(...problem);
    },
  };
  const read = Array.isArray(mapping) ? readList(mapping, watching) : readOne(mapping, types, watching);
  return faulty ? undefined : read;
}

function readList(list: readonly unknown[], report: MappingReport): ReadMapping {
  if (list.length === 0)
    report.report([], 'schema-value', 'The list of mappings is empty.', 'at least one mapping');
  const entries = list.map((item, index) => {
    const reader = createReader(report, [index]);
    const fields = reader.fields(item, []);
    for (const key of Object.keys(fields)) {
      if (![...KEYS, 'id', 'when'].includes(key)) reader.unknown(key, [...KEYS, 'id', 'when']);
    }
    const id = reader.text(fields, 'id');
    if (id === undefined) reader.missing('id', 'its events are told apart by it');
    const when = reader.text(fields, 'when');
    return {
      ...(id === undefined ? {} : { id }),
      ...(when === undefined ? {} : { when }),
      ...readWhole(reader, fields),
    };
  });
  return { kind: 'entries', entries };
}

function readOne(mapping: unknown, types: readonly EventType[], report: MappingReport): ReadMapping {
  const reader = createReader(report, []);
  const fields = reader.fields(mapping, []);
  const isWhole = ['customer_id', 'timestamp', 'types'].every(key => fields[key] !== undefined);
  const attributes = new Set(types.flatMap(type => Object.keys(type.attributes)));
  for (const key of Object.keys(fields)) {
    if (!KEYS.includes(key) && (isWhole || !attributes.has(key))) {
      reader.unknown(key, isWhole ? KEYS : [...KEYS, ...attributes]);
    }
  }
  if (isWhole) return { kind: 'entries', entries: [readWhole(reader, fields)] };
  return { kind: 'short', short: readShort(reader, fields, attributes) };
}

function readWhole(reader: Reader, fields: Fields): MappingText {
  const texts = readExpressions(reader, fields);
  const customer_id = texts.customer_id ?? reader.missing('customer_id', 'the field with the customer');
  const timestamp = texts.timestamp ?? reader.missing('timestamp', 'the field with the time');
  const types = reader.textOrTexts(fields, 'types');
  const value = reader.textOrTexts(fields, 'value');
  const attributes = reader.textsByType(fields, 'attributes');
  return {
    ...texts,
    customer_id,
    timestamp,
    ...(types === undefined ? {} : { types }),
    ...(value === undefined ? {} : { value }),
    attributes,
  };
}

function readShort(reader: Reader, fields: Fields, names: ReadonlySet<string>): ShortMapping {
  const types = reader.textOrTexts(fields, 'types');
  const value = reader.textOrTexts(fields, 'value');
  const beside = Object.keys(fields).filter(key => !KEYS.includes(key) && names.has(key));
  const given = fields['attributes'] === undefined ? {} : reader.fields(fields['attributes'], ['attributes']);
  const flat = Object.keys(given).filter(key => typeof given[key] !== 'object');
  const byType = Object.fromEntries(Object.entries(given).filter(([key]) => !flat.includes(key)));
  for (const name of flat) {
    if (!names.has(name)) reader.unknown(name, [...names], ['attributes', name]);
  }
  return {
    ...readExpressions(reader, fields),
    ...(types === undefined ? {} : { types }),
    ...(value === undefined ? {} : { value }),
    shared: { ...textsOf(reader, fields, beside), ...textsOf(reader, given, flat) },
    attributes: reader.textsByType({ attributes: byType }, 'attributes'),
  };
}

function readExpressions(
  reader: Reader,
  fields: Fields,
): Partial<Record<(typeof EXPRESSIONS)[number], string>> {
  return textsOf(reader, fields, EXPRESSIONS);
}

function textsOf(reader: Reader, fields: Fields, keys: readonly string[]): Texts {
  return Object.fromEntries(
    keys.flatMap(key => {
      const text = reader.text(fields, key);
      return text === undefined ? [] : [[key, text]];
    }),
  );
}

type Path = readonly (string | number)[];

interface Reader {
  fields(value: unknown, path: Path): Fields;
  text(fields: Fields, key: string): string | undefined;
  textOrTexts(fields: Fields, key: string): string | Texts | undefined;
  textsByType(fields: Fields, key: string): Readonly<Record<string, Texts>>;
  unknown(key: string, known: readonly string[], path?: Path): void;
  missing(key: string, why: string): string;
}

function createReader(report: MappingReport, base: Path): Reader {
  const wrong = (path: Path, expected: string): void => {
    report.report(
      [...base, ...path],
      'schema-type',
      'This has another shape than a mapping takes.',
      expected,
    );
  };
  const textOf = (value: unknown, path: Path): string | undefined => {
    if (typeof value === 'string' && value.trim() !== '') return value;
    // As YAML does: a plain figure or yes/no is an expression too.
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    wrong(path, 'the name of a field, or an expression over fields, as text');
    return undefined;
  };
  const fieldsOf = (value: unknown, path: Path): Fields => {
    if (isFields(value)) return value;
    wrong(path, 'an object');
    return {};
  };
  const texts = (value: unknown, path: Path): Texts =>
    Object.fromEntries(
      Object.entries(fieldsOf(value, path)).flatMap(([key, item]) => {
        const text = textOf(item, [...path, key]);
        return text === undefined ? [] : [[key, text]];
      }),
    );
  return {
    fields: fieldsOf,
    text: (fields, key) => (fields[key] === undefined ? undefined : textOf(fields[key], [key])),
    textOrTexts: (fields, key) => {
      const value = fields[key];
      if (value === undefined) return undefined;
      return isFields(value) ? texts(value, [key]) : textOf(value, [key]);
    },
    textsByType: (fields, key) => {
      if (fields[key] === undefined) return {};
      const byType = fieldsOf(fields[key], [key]);
      return Object.fromEntries(Object.entries(byType).map(([id, value]) => [id, texts(value, [key, id])]));
    },
    unknown: (key, known, path = [key]) => {
      const near = suggest(key, known);
      const hint = near.length === 0 ? '.' : ` — did you mean ${oneOf(near)}?`;
      const message = `\`${key}\` is no part of a mapping${hint}`;
      report.report([...base, ...path], 'schema-unknown-field', message, known.join(', '));
    },
    missing: (key, why) => {
      report.report([...base, key], 'schema-missing-field', `\`${key}\` is missing: ${why}.`);
      return '';
    },
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
