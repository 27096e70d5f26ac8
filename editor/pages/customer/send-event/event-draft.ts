import type { EventType, EventTypeAttribute } from '../../../api/types.ts';

/** What stands in the form: texts as typed, ticks as `true` or `false`. */
export type FieldValues = Readonly<Record<string, string | boolean>>;

export interface EventDraft {
  readonly customerId: string;
  readonly type: EventType;
  readonly value: string;
  readonly attributes: FieldValues;
}

export type DraftErrors = Readonly<Record<string, string>>;

export type FieldLook = 'choice' | 'tick' | 'number' | 'time' | 'text';

export function fieldLook(attribute: EventTypeAttribute): FieldLook {
  if (attribute.values && attribute.values.length > 0) return 'choice';
  if (attribute.type === 'boolean') return 'tick';
  if (attribute.type === 'time') return 'time';
  return NOT_NUMBERS.has(attribute.type) ? 'text' : 'number';
}

const NOT_NUMBERS = new Set(['text', 'any', 'time', 'boolean']);

/** The sensible start of a form: ticks off, choices at their first value where one is required. */
export function startValues(type: EventType): FieldValues {
  return Object.fromEntries(
    Object.entries(type.attributes).map(([name, attribute]) => {
      const look = fieldLook(attribute);
      if (look === 'tick') return [name, false];
      return [name, look === 'choice' && type.required.includes(name) ? (attribute.values?.[0] ?? '') : ''];
    }),
  );
}

/** The record that the server maps: catalogue names for type, envelope and attributes; what was left empty is left out. */
export function recordOf(draft: EventDraft, at: Date): Record<string, string | number | boolean> {
  const record: Record<string, string | number | boolean> = {
    event_type: draft.type.id,
    customer_id: draft.customerId.trim(),
    timestamp: at.toISOString(),
  };
  if (draft.type.unit !== null && draft.value.trim() !== '') record['value'] = Number(draft.value);
  for (const [name, attribute] of Object.entries(draft.type.attributes)) {
    const value = attributeValue(attribute, draft.attributes[name]);
    if (value !== undefined) record[name] = value;
  }
  return record;
}

function attributeValue(
  attribute: EventTypeAttribute,
  value: string | boolean | undefined,
): string | number | boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = value?.trim() ?? '';
  if (text === '') return undefined;
  const look = fieldLook(attribute);
  if (look === 'number') return Number(text);
  return look === 'time' ? new Date(text).toISOString() : text;
}

/** What is missing or unreadable, by field; `customer_id` and `value` for the envelope's own. */
export function draftErrors(draft: EventDraft): DraftErrors {
  const errors: Record<string, string> = {};
  if (draft.customerId.trim() === '') errors['customer_id'] = 'Give an id of 1 to 128 characters.';
  if (draft.type.unit !== null) {
    if (draft.value.trim() === '') errors['value'] = 'This event needs a value.';
    else if (!Number.isFinite(Number(draft.value))) errors['value'] = 'Give a number.';
  }
  for (const [name, attribute] of Object.entries(draft.type.attributes)) {
    const value = draft.attributes[name];
    const text = typeof value === 'string' ? value.trim() : '';
    if (draft.type.required.includes(name) && value !== true && value !== false && text === '') {
      errors[name] = 'This is required.';
    } else if (fieldLook(attribute) === 'number' && text !== '' && !Number.isFinite(Number(text))) {
      errors[name] = 'Give a number.';
    }
  }
  return errors;
}

/** The source types that carry events a person can send, with their event types. */
export function typesBySource(
  types: readonly EventType[],
): readonly (readonly [string, readonly EventType[]])[] {
  const groups = new Map<string, EventType[]>();
  for (const type of types) {
    const source = type.source_types[0];
    // Events of Cairn's own are made by the rules, never sent.
    if (source === undefined || source === 'cairn') continue;
    groups.set(source, [...(groups.get(source) ?? []), type]);
  }
  return [...groups];
}
