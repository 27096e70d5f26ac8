import type { Facts } from './facts-state.ts';
import { packNumbers, packSeries } from './pack-numbers.ts';

/** The parts of facts that keepers write to. */
export type Section = 'days' | 'events' | 'open' | 'runs' | 'series' | 'times' | 'values';

/** What was printed of one section, and what has changed since. */
interface PrintedSection {
  /** Texts of the keepers' parts, in the order of their keys. */
  texts: string[];
  /** Where each key's text stands. */
  places: Map<string, number>;
  /** Keys of the keepers that have changed since. */
  readonly changed: Set<string>;
  text: string;
}

type Printed = { readonly [S in Section]: PrintedSection };

/** An event changes a few of a customer's keepers: the texts of the others are kept. */
const printed = new WeakMap<Facts, Printed>();

/** To be called for every keeper that changes facts. */
export function noteChange(facts: Facts, key: string, sections: readonly Section[]): void {
  const known = printed.get(facts);
  if (known === undefined) return;
  for (const section of sections) known[section].changed.add(key);
}

/** Facts as the canonical JSON of `PackedFacts`: equal facts print alike. */
export function printFacts(facts: Facts): string {
  const known = printed.get(facts) ?? nothingPrinted(facts);
  printed.set(facts, known);
  return [
    `{"clock":${facts.clock}`,
    `"days":${printSection(known.days, facts.days, bits => JSON.stringify(bits))}`,
    `"events":${printSection(known.events, facts.events, events => JSON.stringify(events))}`,
    `"open":${printSection(known.open, facts.open, states => printStates(states, packNumbers))}`,
    `"runs":${printSection(known.runs, facts.runs, run => JSON.stringify(run.map(packNumbers)))}`,
    `"series":${printSection(known.series, facts.series, list => `"${packSeries(list)}"`)}`,
    `"times":${printSection(known.times, facts.times, list => `"${packNumbers(list)}"`)}`,
    `"values":${printSection(known.values, facts.values, states => printStates(states, packSeries))}`,
    `"zone":${JSON.stringify(facts.zone)}}`,
  ].join(',');
}

function printSection<T>(
  section: PrintedSection,
  record: Readonly<Record<string, T>>,
  print: (part: T) => string,
): string {
  const { changed } = section;
  if (changed.size === 0) return section.text;
  if (!hasSameKeys(section, record)) orderAnew(section, record);
  for (const key of changed) {
    const part = record[key];
    const place = section.places.get(key);
    if (part !== undefined && place !== undefined) section.texts[place] = `"${key}":${print(part)}`;
  }
  changed.clear();
  section.text = `{${section.texts.join(',')}}`;
  return section.text;
}

/** Most events write to what is there already. */
function hasSameKeys(
  { places, changed }: PrintedSection,
  record: Readonly<Record<string, unknown>>,
): boolean {
  for (const key of changed) if ((record[key] === undefined) === places.has(key)) return false;
  return true;
}

function orderAnew(section: PrintedSection, record: Readonly<Record<string, unknown>>): void {
  const { texts, places } = section;
  const keys = Object.keys(record).sort();
  section.texts = keys.map(key => texts[places.get(key) ?? -1] ?? '');
  section.places = new Map(keys.map((key, place) => [key, place]));
}

function printStates<T>(states: Readonly<Record<string, T>>, pack: (state: T) => string): string {
  const packed: Record<string, string> = {};
  for (const key of Object.keys(states).sort()) packed[key] = pack(states[key] as T);
  return JSON.stringify(packed);
}

function nothingPrinted({ days, events, open, runs, series, times, values }: Facts): Printed {
  const section = (record: object): PrintedSection => ({
    texts: [],
    places: new Map(),
    changed: new Set(Object.keys(record)),
    text: '{}',
  });
  return {
    days: section(days),
    events: section(events),
    open: section(open),
    runs: section(runs),
    series: section(series),
    times: section(times),
    values: section(values),
  };
}
