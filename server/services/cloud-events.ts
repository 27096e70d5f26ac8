import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Envelope } from '../../engine/mapping/index.ts';
import type { Json } from '../../engine/model.ts';
import { decodeUtf8, parseJsonText } from '../parse-json.ts';
import type { FieldProblem } from '../problem.ts';
import { CloudEvent as CloudEventSchema } from '../schemas/cloud-events.ts';
import { isObject } from './connection-config.ts';

/** A CloudEvent 1.0 as it concerns us: who sent it, what its envelope says, and the record that it carries. */
export interface CloudEvent {
  /** A URI reference; which source of ours it is, the source directory knows. */
  readonly source: string;
  readonly envelope: Envelope;
  readonly record: Json;
}

export type CloudEventReading =
  { readonly cloudEvent: CloudEvent } | { readonly errors: readonly FieldProblem[] };

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats.default(ajv, ['uri', 'uri-reference', 'date-time']);
const isEnvelope = ajv.compile(CloudEventSchema);

/**
 * Reads a CloudEvent in its JSON format, also one that came in binary mode and was put together from its headers.
 * The rules are those of the specification, version 1.0.2: https://github.com/cloudevents/spec
 */
export function readCloudEvent(item: unknown): CloudEventReading {
  if (!isObject(item)) return refused('', 'This is no CloudEvent.', 'a JSON object with id, source, …');
  // An attribute that is null is one that is not set; `data` may well be null.
  const event = Object.fromEntries(
    Object.entries(item).filter(([key, value]) => value !== null || key === 'data'),
  );
  const errors = [...envelopeProblems(escaped(event)), ...attributeProblems(event)];
  const data = readData(event);
  if ('errors' in data) errors.push(...data.errors);
  if (errors.length > 0 || 'errors' in data) return { errors };
  const { id, source, type, time, subject } = event;
  return {
    cloudEvent: {
      source: escapedReference(String(source)),
      record: data.record,
      envelope: {
        id: String(id),
        type: String(type),
        ...(typeof time === 'string' ? { time } : {}),
        ...(typeof subject === 'string' ? { customer: subject } : {}),
      },
    },
  };
}

/** A plain name with blanks or letters of a language is no URI reference, and everybody sees which one is meant. */
function escapedReference(source: string): string {
  return source.replace(/[ \u{a1}-\u{d7ff}\u{e000}-\u{10ffff}]/gu, encodeURIComponent);
}

function escaped(event: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const { source } = event;
  return typeof source === 'string' ? { ...event, source: escapedReference(source) } : event;
}

/** In a batch they may stand beside raw records; the specification asks for this attribute in each of them. */
export function looksLikeCloudEvent(item: Json): boolean {
  return isObject(item) && 'specversion' in item && !('source_type' in item);
}

function envelopeProblems(event: Readonly<Record<string, Json>>): FieldProblem[] {
  if (isEnvelope(event)) return [];
  return (isEnvelope.errors ?? []).map(({ keyword, instancePath, params }) => {
    if (keyword === 'required') {
      const path = String(params['missingProperty']);
      return { path, message: `The attribute "${path}" is missing.`, expected: EXPECTED[path] ?? 'a text' };
    }
    const path = instancePath.slice(1);
    return { path, message: problemOf(path, event[path]), expected: EXPECTED[path] ?? 'a text' };
  });
}

function problemOf(path: string, value: Json | undefined): string {
  if (path === 'specversion' && typeof value === 'string')
    return `CloudEvents of the version "${value.slice(0, 20)}" are not read here.`;
  if (value === '') return `The attribute "${path}" is empty.`;
  return `The attribute "${path}" has to be ${EXPECTED[path] ?? 'a text'}.`;
}

const EXPECTED: Readonly<Record<string, string>> = {
  specversion: '"1.0"',
  id: 'a text of 1 to 256 characters',
  source: 'the name of a data source, or a URI reference',
  type: 'a text, such as usage.voice',
  time: 'a time by RFC 3339, such as 2026-01-22T10:00:00Z',
  subject: 'a text: the customer, where the data names none',
  datacontenttype: 'a media type, such as application/json',
  dataschema: 'a URI',
  data_base64: 'Base64',
};

const NAME = /^[a-z0-9]+$/;
const DATA = new Set(['data', 'data_base64']);
// Control characters, what Unicode says is no character, and halves of pairs.
const FORBIDDEN =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Names and values that no attribute may have, those of extensions included. */
function attributeProblems(event: Readonly<Record<string, Json>>): FieldProblem[] {
  return Object.entries(event).flatMap(([path, value]): FieldProblem[] => {
    if (DATA.has(path)) return [];
    if (!NAME.test(path)) {
      const expected = 'lower-case letters and digits; what belongs to the record stands in data';
      return [{ path, message: `No attribute can have the name "${path.slice(0, 40)}".`, expected }];
    }
    if (typeof value === 'string')
      return FORBIDDEN.test(value)
        ? [{ path, message: `There is a character in the attribute "${path}" that may not be.` }]
        : [];
    if (typeof value === 'boolean' || isInteger(value)) return [];
    const expected = 'a text, a whole number of 32 bits, true or false';
    return [{ path, message: `The attribute "${path}" cannot have such a value.`, expected }];
  });
}

function isInteger(value: Json | undefined): boolean {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value + 0.5) < 2 ** 31;
}

type Data = { readonly record: Json } | { readonly errors: readonly FieldProblem[] };

/** An event without data is one whose envelope says everything. */
function readData(event: Readonly<Record<string, Json>>): Data {
  const { data, data_base64: encoded, datacontenttype: mediaType } = event;
  if (data !== undefined && encoded !== undefined)
    return refused('data_base64', 'An event has either data or data_base64.');
  if (data === undefined && encoded === undefined) return { record: {} };
  if (typeof mediaType === 'string' && !isJsonType(mediaType))
    return refused('datacontenttype', 'Data of this type is not read here.', 'application/json');
  if (encoded === undefined) return { record: data ?? null };
  return readBase64(encoded);
}

/** The subtype is `json` or ends with `+json`, whatever the parameters. */
export function isJsonType(mediaType: string): boolean {
  return /^\s*[^\s/;]+\/(?:[^\s/;]+\+)?json\s*(?:;|$)/i.test(mediaType);
}

function readBase64(encoded: Json): Data {
  const path = 'data_base64';
  if (
    typeof encoded !== 'string' ||
    !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(encoded)
  )
    return refused(path, 'This is not Base64.', 'Base64 by RFC 4648');
  const text = decodeUtf8(Buffer.from(encoded, 'base64'));
  if (text === null) return refused(path, 'It holds bytes that are not UTF-8.', 'JSON as UTF-8');
  const parsed = parseJsonText(text);
  return 'problem' in parsed ? refused(path, parsed.problem, 'JSON') : { record: parsed.value };
}

function refused(
  path: string,
  message: string,
  expected?: string,
): { readonly errors: readonly FieldProblem[] } {
  return { errors: [{ path, message, ...(expected === undefined ? {} : { expected }) }] };
}
