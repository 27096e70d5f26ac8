import { ALL_TEXTS, ANYTHING, atLeast, BOOLEAN, interval, numbers, texts } from '../domains/index.ts';
import type { Domain } from '../domains/index.ts';
import { callOf, operationOf } from '../solver/operation.ts';
import { ANY_NUMBER } from './type-domains.ts';

/** What a call that is taken as given can give. */
export function domainOfCall(key: string): Domain {
  const name = operationOf(callOf(key) ?? null)?.name;
  const domain = name === undefined ? undefined : RESULTS[name];
  return domain === undefined ? ANYTHING : { ...domain, missing: true };
}

const RESULTS: Readonly<Record<string, Domain>> = {
  text: texts(ALL_TEXTS),
  number: ANY_NUMBER,
  boolean: BOOLEAN,
  time: ANY_NUMBER,
  months_since: ANY_NUMBER,
  months_after: numbers(atLeast(-8.64e15)),
  compare: numbers(interval(-1, 1)),
  parse_time: ANY_NUMBER,
  hour: numbers(interval(0, 23)),
};
