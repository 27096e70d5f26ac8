import { distance } from '../dsl/diagnostics/suggest.ts';
import { SETTINGS } from './config.ts';

/** Of a name's letters, so many of ten may be wrong. */
const WRONG_OF_TEN = 3;
/** Shorter ones, such as PORT, are close to too many others. */
const SHORTEST = 7;

/**
 * Sentences on variables that are read by nobody here and look like one that is not set: with MONGODB_URI for
 * MONGODB_URL a node would take in events on a store of its own, and nobody would see it.
 */
export function mistypedSettings(
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const isSet = (name: string): boolean => Boolean(environment[name]?.trim());
  const unset = SETTINGS.filter(name => !isSet(name) && lettersOf(name).length >= SHORTEST);
  return Object.keys(environment)
    .filter(name => isSet(name) && !SETTINGS.some(setting => setting === name))
    .flatMap(name => {
      const meant = unset.find(setting => isClose(lettersOf(name), lettersOf(setting)));
      return meant === undefined ? [] : [`${name} is set, which Cairn does not read: is ${meant} meant?`];
    });
}

function isClose(given: string, letters: string): boolean {
  return distance(given, letters) <= Math.floor((letters.length * WRONG_OF_TEN) / 10);
}

function lettersOf(name: string): string {
  return name.toUpperCase().replaceAll('_', '');
}
