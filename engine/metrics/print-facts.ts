import type { Facts } from './facts-state.ts';
import { packNumbers, packSeries } from './pack-numbers.ts';
import { createPrintedRecord, noteKey, printRecord } from './printed-record.ts';
import type { PrintedRecord } from './printed-record.ts';

/** The parts of facts that keepers write to. */
export type Section = 'days' | 'events' | 'open' | 'runs' | 'series' | 'times' | 'values';

/** What was printed of a customer's facts, and what has changed since. */
export type PrintedFacts = { readonly [S in Section]: PrintedRecord };

/** An event changes a few of a customer's keepers: the texts of the others are kept. */
const printed = new WeakMap<Facts, PrintedFacts>();

/** Undefined: nothing was printed yet, so that no change need be noted. */
export function printedOf(facts: Facts): PrintedFacts | undefined {
  return printed.get(facts);
}

/** To be called for every keeper that changes facts. */
export function noteChange(known: PrintedFacts, key: string, sections: readonly Section[]): void {
  for (const section of sections) noteKey(known[section], key);
}

/** Facts as the canonical JSON of `PackedFacts`: equal facts print alike. */
export function printFacts(facts: Facts): string {
  const known = printed.get(facts) ?? nothingPrinted(facts);
  printed.set(facts, known);
  const days = printRecord(known.days, facts.days, bits => JSON.stringify(bits));
  const events = printRecord(known.events, facts.events, list => JSON.stringify(list));
  const open = printRecord(known.open, facts.open, states => printStates(states, packNumbers));
  const runs = printRecord(known.runs, facts.runs, run => JSON.stringify(run.map(packNumbers)));
  const series = printRecord(known.series, facts.series, list => `"${packSeries(list)}"`);
  const times = printRecord(known.times, facts.times, list => `"${packNumbers(list)}"`);
  const values = printRecord(known.values, facts.values, states => printStates(states, packSeries));
  const sections = `"days":${days},"events":${events},"open":${open},"runs":${runs},"series":${series}`;
  const zone = JSON.stringify(facts.zone);
  return `{"clock":${facts.clock},${sections},"times":${times},"values":${values},"zone":${zone}}`;
}

function printStates<T>(states: Readonly<Record<string, T>>, pack: (state: T) => string): string {
  const packed: Record<string, string> = {};
  for (const key of Object.keys(states).sort()) packed[key] = pack(states[key] as T);
  return JSON.stringify(packed);
}

function nothingPrinted({ days, events, open, runs, series, times, values }: Facts): PrintedFacts {
  return {
    days: createPrintedRecord(days),
    events: createPrintedRecord(events),
    open: createPrintedRecord(open),
    runs: createPrintedRecord(runs),
    series: createPrintedRecord(series),
    times: createPrintedRecord(times),
    values: createPrintedRecord(values),
  };
}
