import type { Facts } from './facts-state.ts';
import { packNumbers, packSeries } from './pack-numbers.ts';

/** What was printed of facts, and the keys of the keepers that have changed since. */
interface Printed {
  readonly days: PrintedSection;
  readonly events: PrintedSection;
  readonly open: PrintedSection;
  readonly runs: PrintedSection;
  readonly series: PrintedSection;
  readonly times: PrintedSection;
  readonly values: PrintedSection;
  readonly changed: Set<string>;
}

interface PrintedSection {
  /** Texts of the keepers' parts, by key. */
  readonly parts: Map<string, string>;
  /** The keys, sorted. */
  order: readonly string[];
  text: string;
}

/** An event changes a few of a customer's keepers: the texts of the others are kept. */
const printed = new WeakMap<Facts, Printed>();

/** Whoever changes facts adds the keys of the keepers concerned; undefined where nothing was printed yet. */
export function changedSincePrinted(facts: Facts): Set<string> | undefined {
  return printed.get(facts)?.changed;
}

/** Facts as the canonical JSON of `PackedFacts`: equal facts print alike. */
export function printFacts(facts: Facts): string {
  const before = printed.get(facts);
  const { changed, ...known } = before ?? nothingPrinted();
  if (before === undefined) for (const key of keysOf(facts)) changed.add(key);
  const text = [
    `{"clock":${facts.clock}`,
    `"days":${printSection(known.days, facts.days, changed, bits => JSON.stringify(bits))}`,
    `"events":${printSection(known.events, facts.events, changed, events => JSON.stringify(events))}`,
    `"open":${printSection(known.open, facts.open, changed, states => printStates(states, packNumbers))}`,
    `"runs":${printSection(known.runs, facts.runs, changed, run => JSON.stringify(run.map(packNumbers)))}`,
    `"series":${printSection(known.series, facts.series, changed, list => `"${packSeries(list)}"`)}`,
    `"times":${printSection(known.times, facts.times, changed, list => `"${packNumbers(list)}"`)}`,
    `"values":${printSection(known.values, facts.values, changed, states => printStates(states, packSeries))}`,
    `"zone":${JSON.stringify(facts.zone)}}`,
  ].join(',');
  changed.clear();
  if (before === undefined) printed.set(facts, { ...known, changed });
  return text;
}

function printSection<T>(
  section: PrintedSection,
  record: Readonly<Record<string, T>>,
  changed: ReadonlySet<string>,
  print: (part: T) => string,
): string {
  const { parts } = section;
  let isSame = true;
  let inOrder = true;
  for (const key of changed) {
    const part = record[key];
    const old = parts.get(key);
    if (part === undefined && old === undefined) continue;
    isSame = false;
    if (part === undefined || old === undefined) inOrder = false;
    if (part === undefined) parts.delete(key);
    else parts.set(key, `${JSON.stringify(key)}:${print(part)}`);
  }
  if (isSame) return section.text;
  if (!inOrder) section.order = [...parts.keys()].sort();
  section.text = `{${section.order.map(key => parts.get(key)).join(',')}}`;
  return section.text;
}

function printStates<T>(states: Readonly<Record<string, T>>, pack: (state: T) => string): string {
  const packed: Record<string, string> = {};
  for (const key of Object.keys(states).sort()) packed[key] = pack(states[key] as T);
  return JSON.stringify(packed);
}

function keysOf({ days, events, open, runs, series, times, values }: Facts): readonly string[] {
  return [days, events, open, runs, series, times, values].flatMap(record => Object.keys(record));
}

function nothingPrinted(): Printed {
  const section = (): PrintedSection => ({ parts: new Map(), order: [], text: '{}' });
  return {
    days: section(),
    events: section(),
    open: section(),
    runs: section(),
    series: section(),
    times: section(),
    values: section(),
    changed: new Set(),
  };
}
