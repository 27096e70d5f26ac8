import type { Logic } from '../program/logic.ts';

/** A short text for any piece of logic, the same for all that are the same JSON. */
export type KeyOf = (logic: Logic) => string;

/** Each piece is looked at once, however often it is asked for, alone or in others. */
export function createLogicKeys(): KeyOf {
  const known = new WeakMap<object, string>();
  const numbers = new Map<string, number>();
  const keyOf: KeyOf = logic => {
    if (logic === null || typeof logic !== 'object') return JSON.stringify(logic);
    const key = known.get(logic) ?? `#${numberOf(written(logic, keyOf))}`;
    known.set(logic, key);
    return key;
  };
  const numberOf = (text: string): number => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  return keyOf;
}

function written(logic: object, keyOf: KeyOf): string {
  const parts = Object.entries(logic as Readonly<Record<string, Logic>>);
  const entries = parts.map(([name, part]) => `${JSON.stringify(name)}:${keyOf(part)}`);
  return Array.isArray(logic) ? `[${entries.join()}]` : `{${entries.join()}}`;
}
