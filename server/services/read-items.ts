import type { Json } from '../../engine/model.ts';
import { decodeUtf8, parseJsonText } from '../parse-json.ts';
import type { FieldProblem } from '../problem.ts';
import { looksLikeCloudEvent, readCloudEvent } from './cloud-events.ts';
import { isObject } from './connection-config.ts';
import type { Ingestible } from './map-item.ts';

/** Of what cannot be read as JSON so much is kept, which is enough to see what it is. */
const KEPT_CHARACTERS = 2_000;

/** One item of a batch: what normalize/ takes, or a CloudEvent. */
export function readItem(item: Json): Ingestible {
  if (looksLikeCloudEvent(item)) return readCloudEventItem(item);
  if (!isObject(item)) return unreadable('item', item, '', 'This is no object.', FORM);
  const { source_type, source_name, event } = item;
  if (typeof source_type !== 'string')
    return unreadable('item', item, 'source_type', 'The source type is missing.', 'a text');
  if (source_name !== undefined && typeof source_name !== 'string')
    return unreadable('item', item, 'source_name', 'This must be a text.', 'a text');
  if (event === undefined) return unreadable('item', item, 'event', 'The record is missing.');
  return { source_type, source_name, event };
}

export function readCloudEventItem(item: Json): Ingestible {
  const reading = readCloudEvent(item);
  if ('cloudEvent' in reading) return { cloudEvent: reading.cloudEvent, item };
  return { form: 'cloudevent', record: item, errors: reading.errors };
}

/** One line of a stream; null: it holds nothing but blanks. */
export function readLine(bytes: Uint8Array): Ingestible | null {
  const text = decodeUtf8(bytes);
  if (text === null) {
    const shown = new TextDecoder().decode(bytes);
    return unreadableLine(shown, 'The line is not UTF-8: there are other bytes in it.', 'JSON as UTF-8');
  }
  if (text.trim() === '') return null;
  const parsed = parseJsonText(text);
  return 'problem' in parsed
    ? unreadableLine(text, parsed.problem, 'one JSON object a line')
    : readItem(parsed.value);
}

export function unreadableLine(text: string, message: string, expected: string): Ingestible {
  const kept = text.length > KEPT_CHARACTERS ? `${text.slice(0, KEPT_CHARACTERS)}…` : text;
  return unreadable('line', kept.trim(), '', message, expected);
}

const FORM = '{source_type, source_name?, event}, or a CloudEvent';

function unreadable(
  form: 'item' | 'line',
  record: Json,
  path: string,
  message: string,
  expected?: string,
): Ingestible {
  const error: FieldProblem = { path, message, ...(expected === undefined ? {} : { expected }) };
  return { form, record, errors: [error] };
}
