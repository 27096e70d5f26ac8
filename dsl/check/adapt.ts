import type { TypeName } from '../program/logic.ts';
import { TYPES } from '../types/types.ts';
import { readsEvent } from './reads.ts';
import type { Typed } from './typed.ts';

/** The value where one of `type` is wanted: plain numbers fit money and points, values of no known type are read. */
export function adapt(value: Typed, type: TypeName): Typed | undefined {
  if (value.type === type || type === 'any') return value;
  if (value.bare === true && TYPES[type].fitsBareNumber) return { ...value, type };
  return value.type === 'any' ? convert(value, type) : undefined;
}

/** A record's or an event's value may turn out unreadable; other values of no known type may be missing anyway. */
export function convert(value: Typed, type: TypeName): Typed {
  return { kind: 'convert', source: value.source, type, missing: value.missing || readsEvent(value), value };
}

/** A value as text: what `=` compares where a field of a record is involved. */
export function asText(value: Typed): Typed {
  if (value.type === 'text') return value;
  if (value.kind !== 'constant') return convert(value, 'text');
  const text = String(value.value);
  return {
    kind: 'constant',
    source: value.source,
    type: 'text',
    missing: false,
    value: text,
    values: [text],
  };
}

/** Several values as one type, where they have one in common. */
export function unify(
  values: readonly Typed[],
): { readonly type: TypeName; readonly values: readonly Typed[] } | undefined {
  const [first] = values;
  if (first === undefined) return undefined;
  const known =
    values.find(value => value.type !== 'any' && value.bare !== true) ??
    values.find(value => value.type !== 'any');
  const { type } = known ?? first;
  const adapted = values.flatMap(value => adapt(value, type) ?? []);
  return adapted.length === values.length ? { type, values: adapted } : undefined;
}

/** The texts that either of several values can be; undefined where one of them can be any text. */
export function listedTogether(values: readonly Typed[]): readonly string[] | undefined {
  if (!values.every(value => value.values !== undefined)) return undefined;
  return [...new Set(values.flatMap(value => value.values ?? []))];
}
