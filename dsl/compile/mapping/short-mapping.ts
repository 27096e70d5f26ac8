import type { Expression } from '../../program/logic.ts';
import type { EventType, MappingEntry } from '../../program/program.ts';
import { present } from './mapping-entries.ts';
import type { MappingText } from './mapping-entries.ts';
import { fieldOf, replaceField } from './replace-field.ts';

/** A mapping that names only some fields; the rest is its source type's template. */
export interface ShortMapping {
  readonly event_id?: string;
  readonly customer_id?: string;
  readonly timestamp?: string;
  readonly reversal_of?: string;
  readonly reason?: string;
  readonly event_type?: string;
  readonly types?: MappingText['types'];
  readonly value?: string | Readonly<Record<string, string>>;
  /** For all types that have the attribute. */
  readonly shared: Readonly<Record<string, string>>;
  /** For one type each. */
  readonly attributes: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

type Role = 'event_id' | 'customer_id' | 'timestamp' | 'reversal_of' | 'event_type';

/**
 * Lays a short mapping over an entry of the template. Where the template names a field and the mapping another one in
 * its place, the template's other expressions read that one too (`direction: call_type`).
 */
export function layOver(
  short: ShortMapping,
  template: MappingEntry,
  types: readonly EventType[],
): MappingText {
  const renamed = renamer(short, template);
  const text = (expression: Expression | undefined): string | undefined =>
    expression === undefined ? undefined : renamed(expression.text);
  const optional = {
    when: text(template.when),
    event_id: short.event_id ?? text(template.eventId),
    reversal_of: short.reversal_of ?? text(template.reversalOf),
    reason: short.reason ?? text(template.reason),
    event_type: short.event_type ?? text(template.eventType),
  };
  return {
    ...(template.id === undefined ? {} : { id: template.id }),
    ...present(optional),
    customer_id: short.customer_id ?? renamed(template.customerId.text),
    timestamp: short.timestamp ?? renamed(template.timestamp.text),
    types: typesOver(short.types, template.types),
    value: Object.fromEntries(
      types.flatMap(type => {
        const texts = valuesOver(short, template, type, types, renamed);
        return texts.length === 0 ? [] : [[type.id, texts]];
      }),
    ),
    attributes: Object.fromEntries(
      types.map(type => [type.id, attributesOver(short, template, type, renamed)]),
    ),
  };
}

function renamer(short: ShortMapping, template: MappingEntry): (text: string) => string {
  const roles: readonly (readonly [Role, Expression | undefined])[] = [
    ['event_id', template.eventId],
    ['customer_id', template.customerId],
    ['timestamp', template.timestamp],
    ['reversal_of', template.reversalOf],
    ['event_type', template.eventType],
  ];
  const changes = roles.flatMap(([role, expression]) => {
    const given = short[role];
    const field = expression && fieldOf(expression.text);
    return given === undefined || field === undefined || given === field ? [] : [{ field, given }];
  });
  return text => changes.reduce((changed, { field, given }) => replaceField(changed, field, given), text);
}

function typesOver(
  given: MappingText['types'],
  own: MappingEntry['types'],
): NonNullable<MappingText['types']> {
  if (given === undefined || typeof given === 'string') return given ?? own;
  return typeof own === 'string' ? given : { ...own, ...given };
}

/**
 * One `value` for all types: first for every type whose own value reads a field, the template's own following. A text
 * that the template knows keeps to the types that it is the value of there (and is the last resort of those that count
 * in the same kind of unit): seconds of a call are no bytes of a data session.
 */
function valuesOver(
  { value }: ShortMapping,
  template: MappingEntry,
  type: EventType,
  types: readonly EventType[],
  renamed: (text: string) => string,
): readonly string[] {
  const expressions = valueOf(template, type);
  const own = expressions.map(({ text }) => renamed(text));
  if (type.unit === undefined || value === undefined) return own;
  if (typeof value !== 'string') return Object.hasOwn(value, type.id) ? [value[type.id] ?? ''] : own;
  if (expressions.length > 0 && !expressions.some(readsRecord)) return own;
  const users = types.filter(other => valueOf(template, other).some(({ text }) => text === value));
  if (users.length === 0 || users.includes(type)) return distinct([value, ...own]);
  return users.some(user => user.valueType === type.valueType) ? distinct([...own, value]) : own;
}

function attributesOver(
  { shared, attributes }: ShortMapping,
  template: MappingEntry,
  type: EventType,
  renamed: (text: string) => string,
): Readonly<Record<string, string>> {
  const own = Object.hasOwn(template.attributes, type.id) ? (template.attributes[type.id] ?? {}) : {};
  const named = Object.hasOwn(attributes, type.id) ? (attributes[type.id] ?? {}) : {};
  return {
    ...Object.fromEntries(Object.entries(own).map(([name, { text }]) => [name, renamed(text)])),
    ...Object.fromEntries(Object.entries(shared).filter(([name]) => Object.hasOwn(type.attributes, name))),
    ...named,
  };
}

function valueOf(template: MappingEntry, type: EventType): readonly Expression[] {
  return Object.hasOwn(template.value, type.id) ? (template.value[type.id] ?? []) : [];
}

function readsRecord({ logic }: Expression): boolean {
  return JSON.stringify(logic).includes('"record.');
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
