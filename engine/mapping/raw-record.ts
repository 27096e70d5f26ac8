import type { Expression } from '../../dsl/program/logic.ts';
import { evaluateLogic } from '../logic/index.ts';
import type { LogicValue } from '../logic/index.ts';
import type { Json } from '../model.ts';
import { isAbsent } from './read-plain.ts';

export type Fields = Readonly<Record<string, Json>>;

/** A raw value and the type of the expression that gave it; `any` where it is a field as it came. */
export interface Raw {
  readonly value: LogicValue;
  readonly type: Expression['type'];
}

/** A record as a mapping sees it. */
export interface RawRecord {
  /** What the expression gives; undefined where it gives nothing. */
  read(expression: Expression | undefined): Raw | undefined;
  /** A field of the record, by the first of the names that it carries. */
  field(...names: readonly string[]): Raw | undefined;
  /** An attribute by the catalogue's name: under `attributes`, or beside the other fields. */
  attribute(name: string): Raw | undefined;
}

/** Undefined where the record is no JSON object. `beside`: fields that count where the record itself lacks them. */
export function createRawRecord(record: Json, beside: Fields = {}): RawRecord | undefined {
  if (!isFields(record)) return undefined;
  const data = { record };
  const own = (fields: Fields, name: string): Raw | undefined => {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return value === undefined || isAbsent(value) ? undefined : { value, type: 'any' };
  };
  const attributes = own(record, 'attributes')?.value;
  return {
    read: expression => {
      if (expression === undefined) return undefined;
      const value = evaluateLogic(expression.logic, data);
      return isAbsent(value) ? undefined : { value, type: expression.type };
    },
    field: (...names) => {
      for (const fields of [record, beside]) {
        for (const name of names) {
          const raw = own(fields, name);
          if (raw) return raw;
        }
      }
      return undefined;
    },
    attribute: name => (isFields(attributes) ? own(attributes, name) : undefined) ?? own(record, name),
  };
}

function isFields(value: LogicValue | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
