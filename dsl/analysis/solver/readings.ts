import type { Logic } from '../../program/logic.ts';
import { evaluate } from './evaluate.ts';
import type { Read, Value } from './evaluate.ts';
import { argument, callOf, operationOf, variableOf } from './operation.ts';

/** Operators that read a value of no known type; what is of the type already stays as it is. */
const READINGS: ReadonlySet<string> = new Set(['text', 'number', 'boolean', 'time']);

/** Gives variables of no known type the values that they are read as: `text(x) = "prepaid"` makes x that text. */
export function withReadings(
  definition: (path: string) => Logic | undefined,
  values: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
  const result = new Map(values);
  for (const [key, value] of values) {
    const path = variableRead(key, definition);
    if (path !== undefined && (value !== null || !result.has(path))) result.set(path, value);
  }
  return result;
}

/** Whether every reading is of the value that it reads. */
export function areConsistent(values: ReadonlyMap<string, Value>, read: Read): boolean {
  return [...values].every(([key, value]) => {
    const inner = readBy(key);
    return inner === undefined || evaluate(inner, read) === value;
  });
}

/** What a reading reads; undefined where the key is none. */
function readBy(key: string): Logic | undefined {
  const operation = operationOf(callOf(key) ?? null);
  return operation !== undefined && READINGS.has(operation.name) ? argument(operation.args, 0) : undefined;
}

function variableRead(key: string, definition: (path: string) => Logic | undefined): string | undefined {
  let inner = readBy(key);
  for (;;) {
    const path = inner === undefined ? undefined : variableOf(inner);
    if (path === undefined) return undefined;
    const defined = definition(path);
    if (defined === undefined) return path;
    inner = defined;
  }
}
