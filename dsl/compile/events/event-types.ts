import type { DocumentOf } from '../../documents/document.ts';
import type { AttributeType, EventType } from '../../program/program.ts';
import type { Scope, StreamAttribute } from '../../check/scope.ts';
import { similarUnit, unitOf, UNITS } from '../../types/units.ts';
import type { TypeName } from '../../program/logic.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { meantBy, writeValue } from '../fields/field-fixes.ts';
import { ownValue } from '../../program/own-value.ts';

/** Attributes of these types hold the id of such a document. */
const KINDS_WITH_IDS = ['mission', 'badge', 'score', 'segment', 'tier', 'campaign'];

const UNIT_NAMES = UNITS.map(({ name }) => name);

const PLAIN_TYPES: readonly string[] = ['text', 'boolean', 'number', 'time', 'any'];

/** Ids by kind of document, for attributes that hold an id (`mission: mission`). */
export type IdsByKind = (kind: string) => readonly string[] | undefined;

/** Event types that are stored: documents without `of`. */
export function compileEventTypes(
  documents: readonly DocumentOf<'event'>[],
  idsByKind: IdsByKind,
  fields: FieldCompiler,
): ReadonlyMap<string, EventType> {
  const types = new Map<string, EventType>();
  for (const document of documents) {
    const { value } = document;
    if (value.of !== undefined) continue;
    const attributes: Record<string, AttributeType> = {};
    for (const [name, given] of Object.entries(value.attributes ?? {})) {
      const plain =
        typeof given === 'object' && 'type' in given ? given.type : (given as string | readonly string[]);
      const type = readAttributeType(plain, idsByKind);
      if (type === undefined) {
        reportType(document, ['attributes', name], String(plain), fields);
        continue;
      }
      attributes[name] = type;
    }
    for (const [index, name] of (value.required ?? []).entries()) {
      if (Object.hasOwn(attributes, name) || name === 'value') continue;
      const path = ['required', index];
      const { hint, meant } = meantBy(name, Object.keys(attributes));
      const message = `\`${name}\` is required but is no attribute of this event${hint}`;
      const fixes = writeValue(document, path, meant);
      fields.report(document, path, 'name-unknown-attribute', message, 'one of `attributes`', fixes);
    }
    const unit = value.unit === undefined ? undefined : unitOf(value.unit);
    if (value.unit !== undefined && unit === undefined) {
      fields.report(
        document,
        ['unit'],
        'name-unknown-type',
        `\`${value.unit}\` is no unit.`,
        's, min, h, d, ms, byte, MB, Mbps, money, points, percent, message, score',
        writeValue(
          document,
          ['unit'],
          similarUnit(value.unit)?.name ?? meantBy(value.unit, UNIT_NAMES).meant,
        ),
      );
    }
    types.set(document.id, {
      id: document.id,
      name: document.name,
      sourceTypes: value.source_types ?? [],
      ...(unit === undefined ? {} : { unit: unit.name, valueType: unit.type }),
      ...(value.signed === true ? { signed: true } : {}),
      required: value.required ?? [],
      attributes,
    });
  }
  return types;
}

/** What other languages call our types. */
const FOREIGN_TYPES: Readonly<Partial<Record<string, string>>> = {
  string: 'text', str: 'text', varchar: 'text', char: 'text',
  int: 'number', integer: 'number', long: 'number', bigint: 'number', float: 'number', double: 'number',
  decimal: 'number', numeric: 'number',
  bool: 'boolean',
  date: 'time', datetime: 'time', timestamp: 'time', instant: 'time',
}; // prettier-ignore

/** An attribute's type stands beside its name, or under `type`. */
export function reportType(
  document: DocumentOf<'event'>,
  path: readonly string[],
  type: string,
  fields: FieldCompiler,
): void {
  const place = document.locate([...path, 'type']).expression?.text === type ? [...path, 'type'] : path;
  const { hint, meant } = meantBy(type, [...PLAIN_TYPES, ...UNIT_NAMES, ...KINDS_WITH_IDS]);
  const similar = ownValue(FOREIGN_TYPES, type.toLowerCase()) ?? similarUnit(type)?.name;
  const message = `\`${type}\` is no type of attribute${similar === undefined ? hint : ` — did you mean \`${similar}\`?`}`;
  const expected =
    'text, boolean, number, time, any, a unit such as MB, a list of texts, or a kind of document';
  fields.report(
    document,
    place,
    'name-unknown-type',
    message,
    expected,
    writeValue(document, place, similar ?? meant),
  );
}

/** Attributes that follow from others (`is`), compiled once the plain ones are known. */
export function compileDerivedAttributes(
  documents: readonly DocumentOf<'event'>[],
  types: ReadonlyMap<string, EventType>,
  scopeOf: (type: EventType) => Scope,
  fields: FieldCompiler,
): ReadonlyMap<string, EventType> {
  const result = new Map(types);
  for (const document of documents) {
    const type = types.get(document.id);
    if (type === undefined) continue;
    const attributes = { ...type.attributes };
    for (const [name, given] of Object.entries(document.value.attributes ?? {})) {
      if (typeof given !== 'object' || !('is' in given) || given.is === undefined) continue;
      const attribute = ownValue(attributes, name);
      if (attribute === undefined) continue;
      const path = ['attributes', name, 'is'];
      const is = fields.expression(document, path, given.is, scopeOf(type), {
        type: attribute.type,
        missing: true,
      });
      if (is !== undefined) attributes[name] = { ...attribute, is };
    }
    result.set(type.id, { ...type, attributes });
  }
  return result;
}

export function readAttributeType(
  given: string | readonly string[],
  idsByKind: IdsByKind,
): AttributeType | undefined {
  if (typeof given !== 'string') return { type: 'text', values: given };
  if (PLAIN_TYPES.includes(given)) return { type: given as TypeName };
  // `score` is a kind and a unit: an attribute of that type names a score.
  const ids = idsByKind(given);
  if (ids !== undefined) return { type: 'text', values: ids };
  const unit = unitOf(given);
  return unit === undefined ? undefined : { type: unit.type, unit: unit.name };
}

/** What `where` and derived streams see of one event type, by name. */
export function attributesOf(type: EventType): Readonly<Record<string, StreamAttribute>> {
  const known: Record<string, StreamAttribute> = {
    time: { type: 'time', missing: false },
    type: { type: 'text', missing: false, values: [type.id] },
    source: { type: 'text', missing: false, values: type.sourceTypes },
  };
  if (type.valueType !== undefined) known['value'] = { type: type.valueType, missing: false };
  for (const [name, attribute] of Object.entries(type.attributes)) {
    known[name] = {
      type: attribute.type,
      missing: !(type.required.includes(name) || attribute.is?.missing === false),
      ...(attribute.values === undefined ? {} : { values: attribute.values }),
    };
  }
  return known;
}
