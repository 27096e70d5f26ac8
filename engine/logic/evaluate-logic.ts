import type { Logic } from '../../dsl/program/logic.ts';
import { toClosure } from './interpret.ts';
import type { Closure } from './interpret.ts';
import type { LogicValue } from './values.ts';

/** Evaluates logic over nested data, as `{"var": "record.amount"}` reads it. Logic is prepared once and remembered. */
export function evaluateLogic(logic: Logic, data: LogicValue): LogicValue {
  return prepared(logic, overData, readPath)(data);
}

/** Evaluates logic whose variables `read` knows by their path. */
export function evaluateWith(logic: Logic, read: (path: string) => LogicValue): LogicValue {
  return prepared(logic, overReaders, readWith)(read);
}

type Read = (path: string) => LogicValue;

const overData = new WeakMap<object, Closure<LogicValue>>();
const overReaders = new WeakMap<object, Closure<Read>>();

function prepared<E>(
  logic: Logic,
  cache: WeakMap<object, Closure<E>>,
  reader: (path: string) => Closure<E>,
): Closure<E> {
  if (logic === null || typeof logic !== 'object') return () => logic;
  const known = cache.get(logic);
  if (known !== undefined) return known;
  const closure = toClosure(logic, reader);
  cache.set(logic, closure);
  return closure;
}

function readWith(path: string): Closure<Read> {
  return read => read(path);
}

/** Only own properties count: a record cannot be asked for `constructor`. */
function readPath(path: string): Closure<LogicValue> {
  if (path === '') return data => data;
  const names = path.split('.');
  return data => {
    let value: LogicValue = data;
    for (const name of names) {
      if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return null;
      value = (value as { readonly [key: string]: LogicValue })[name] ?? null;
    }
    return value;
  };
}
