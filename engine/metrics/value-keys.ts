import { hash32 } from './short-key.ts';

/** Values of an attribute that are told apart for one customer. */
const MOST_VALUES = 64;

const LONGEST = 40;

/** The key of an attribute's value; long texts are cut, with a hash to tell them apart. */
export function valueKey(value: string | number | boolean): string {
  const text = String(value);
  if (text === '__proto__') return '__proto__~';
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST - 8)}~${hash32(text).toString(36).padStart(7, '0')}`;
}

/**
 * The state of a value, made if it is new; null if the value is beyond the cap. The 64 values of the smallest hashes
 * are kept, whichever came first, and never give their place up for a value of a larger hash, so that the order of
 * events cannot show.
 */
export function stateOfValue<T>(states: Record<string, T>, key: string, create: () => T): T | null {
  const known = Object.hasOwn(states, key) ? states[key] : undefined;
  if (known !== undefined) return known;
  const keys = Object.keys(states);
  if (keys.length >= MOST_VALUES) {
    const last = keys.reduce((a, b) => (comesBefore(a, b) ? b : a));
    if (!comesBefore(key, last)) return null;
    Reflect.deleteProperty(states, last);
  }
  const state = create();
  states[key] = state;
  return state;
}

function comesBefore(a: string, b: string): boolean {
  const [hashA, hashB] = [hash32(a), hash32(b)];
  return hashA === hashB ? a < b : hashA < hashB;
}
