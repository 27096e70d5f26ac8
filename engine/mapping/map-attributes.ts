import type { Expression } from '../../dsl/program/logic.ts';
import type { AttributeType, EventType, MappingEntry } from '../../dsl/program/program.ts';
import { absence, didYouMean, listed, pathOf, quoted } from './map-error.ts';
import type { MapError } from './map-error.ts';
import { readInstant } from './map-time.ts';
import type { Raw, RawRecord } from './raw-record.ts';
import { readBoolean, readNumber, readText } from './read-plain.ts';
import { readQuantity } from './read-quantity.ts';

export type AttributeValue = string | number | boolean;

export interface MappedAttributes {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly errors: readonly MapError[];
}

export interface AttributeOptions {
  readonly catalogueWords: boolean;
  /** A reversal need not repeat what its original said. */
  readonly optional: boolean;
  readonly zone: string;
}

/** The attributes that the catalogue lists for the type, each read as its type asks. */
export function mapAttributes(
  record: RawRecord,
  entry: MappingEntry,
  type: EventType,
  options: AttributeOptions,
): MappedAttributes {
  const expressions = Object.hasOwn(entry.attributes, type.id) ? (entry.attributes[type.id] ?? {}) : {};
  const attributes: Record<string, AttributeValue> = {};
  const errors: MapError[] = [];
  for (const [name, attribute] of Object.entries(type.attributes)) {
    const expression = Object.hasOwn(expressions, name) ? expressions[name] : undefined;
    const required = type.required.includes(name) && !options.optional;
    const mapped = mapAttribute(record, name, attribute, expression, options);
    if (typeof mapped !== 'object') {
      if (mapped !== undefined) attributes[name] = mapped;
      else if (required) errors.push(lacking(type, name, attribute, expression));
    } else if (required || attribute.values !== undefined) {
      errors.push({ path: pathOf(expression, name), ...mapped });
    }
  }
  return { attributes, errors };
}

type Unreadable = { readonly message: string; readonly expected: string };

function mapAttribute(
  record: RawRecord,
  name: string,
  attribute: AttributeType,
  expression: Expression | undefined,
  { catalogueWords, zone }: AttributeOptions,
): AttributeValue | undefined | Unreadable {
  // A record in the catalogue's words names attributes so too: what the mapping reads may be another field.
  const candidates = [catalogueWords ? record.attribute(name) : undefined, record.read(expression)];
  let unreadable: Unreadable | undefined;
  for (const raw of candidates) {
    if (raw === undefined) continue;
    const read = readAttribute(raw, attribute, zone);
    if (typeof read !== 'object') return read;
    unreadable ??= { message: `${name} cannot be read: ${read.message}`, expected: read.expected };
  }
  return unreadable;
}

function readAttribute(
  raw: Raw,
  attribute: AttributeType,
  zone: string,
): AttributeValue | undefined | Unreadable {
  const wrong = (expected: string): Unreadable => ({
    message: `${quoted(raw.value)} is not ${expected}.`,
    expected,
  });
  if (attribute.values !== undefined) return readListed(raw, attribute.values);
  if (attribute.unit !== undefined) {
    const read = readQuantity(raw.value, attribute.unit, raw.type);
    if (read === undefined) return undefined;
    return 'value' in read ? read.value : { message: `${read.problem}.`, expected: read.expected };
  }
  switch (attribute.type) {
    case 'text':
      return readText(raw.value) ?? wrong('a text');
    case 'boolean':
      return readBoolean(raw.value) ?? wrong('yes or no (true or false)');
    case 'time': {
      const read = readInstant(raw, zone);
      return 'ms' in read
        ? new Date(read.ms).toISOString()
        : { message: `${read.problem}.`, expected: 'a time' };
    }
    case 'any':
      return readAny(raw) ?? wrong('a text, a number or yes or no');
    default:
      return readNumber(raw.value) ?? wrong('a number');
  }
}

/** Times that the mapping read are kept as text, like those that came as text. */
function readAny({ value, type }: Raw): AttributeValue | undefined {
  if (type === 'time' && typeof value === 'number') return new Date(value).toISOString();
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
  return readText(value);
}

function readListed(raw: Raw, values: readonly string[]): string | Unreadable {
  const text = readText(raw.value);
  const lower = text?.toLowerCase();
  const found = values.find(value => value === text) ?? values.find(value => value.toLowerCase() === lower);
  if (found !== undefined) return found;
  const hint = text === undefined ? '.' : didYouMean(text, values) || '.';
  return { message: `${quoted(raw.value)} is none of its texts${hint}`, expected: listed(values, 20) };
}

function lacking(
  type: EventType,
  name: string,
  attribute: AttributeType,
  expression: Expression | undefined,
): MapError {
  const message = `${type.id} needs ${name}: ${absence(expression, name)}.`;
  const expected = attribute.values ? listed(attribute.values, 20) : (attribute.unit ?? attribute.type);
  return { path: pathOf(expression, name), message, expected };
}
