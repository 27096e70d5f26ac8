import type { TypeName } from '../../program/logic.ts';
import {
  ALL_NUMBERS,
  ALL_TEXTS,
  ANYTHING,
  atLeast,
  BOOLEAN,
  numbers,
  onlyTexts,
  texts,
} from '../domains/index.ts';
import type { Domain } from '../domains/index.ts';

export const FROM_ZERO: Domain = numbers(atLeast(0));
export const ANY_NUMBER: Domain = numbers(ALL_NUMBERS);

/** Everything that a value of a type can be, as far as the type tells; `values` are the texts it is one of. */
export function domainOfType(type: TypeName, values?: readonly string[]): Domain {
  switch (type) {
    case 'any':
      return ANYTHING;
    case 'boolean':
      return BOOLEAN;
    case 'text':
      return texts(values === undefined ? ALL_TEXTS : onlyTexts(values));
    default:
      return ANY_NUMBER;
  }
}

export function orMissing(domain: Domain, missing: boolean): Domain {
  return missing === domain.missing ? domain : { ...domain, missing };
}

/** Quantities of these types are refused below zero wherever they arrive. */
export const NEVER_NEGATIVE: ReadonlySet<TypeName> = new Set(['duration', 'data', 'speed', 'points']);
