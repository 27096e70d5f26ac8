import type { TypeName } from '../program/logic.ts';

export interface Unit {
  readonly name: string;
  readonly type: TypeName;
  /** How many of the type's base one of it is; bases are ms, byte, bit/s, points, currency units and plain numbers. */
  readonly factor: number;
  /** May be written after a number in an expression: `30d`. */
  readonly literal: boolean;
  /** Other spellings that people try. */
  readonly aliases: readonly string[];
}

/** Every unit of measure, one row each; data volumes are decimal. */
export const UNITS: readonly Unit[] = [
  literal('ms', 'duration', 1, ['msec', 'millisecond', 'milliseconds']),
  literal('s', 'duration', 1_000, ['sec', 'secs', 'second', 'seconds']),
  literal('min', 'duration', 60_000, ['m', 'mins', 'minute', 'minutes']),
  literal('h', 'duration', 3_600_000, ['hr', 'hrs', 'hour', 'hours']),
  literal('d', 'duration', 86_400_000, ['day', 'days']),
  literal('byte', 'data', 1, ['bytes']),
  literal('B', 'data', 1, []),
  literal('KB', 'data', 1e3, ['k', 'kilobyte', 'kilobytes']),
  literal('MB', 'data', 1e6, ['M', 'megabyte', 'megabytes', 'mib']),
  literal('GB', 'data', 1e9, ['g', 'gig', 'gigabyte', 'gigabytes', 'gib']),
  literal('TB', 'data', 1e12, ['T', 'terabyte', 'terabytes']),
  literal('bit/s', 'speed', 1, ['bps']),
  literal('kbps', 'speed', 1e3, ['kbit']),
  literal('Mbps', 'speed', 1e6, ['mbit']),
  literal('Gbps', 'speed', 1e9, ['gbit']),
  literal('points', 'points', 1, ['point', 'pts']),
  catalogue('money', 'money', 1),
  catalogue('message', 'number', 1),
  catalogue('score', 'number', 1),
  catalogue('number', 'number', 1),
  catalogue('percent', 'number', 0.01),
];

const byName = new Map(UNITS.map(unit => [unit.name, unit]));

/** The unit of that exact name: `unitOf('GB')`. */
export function unitOf(name: string): Unit | undefined {
  return byName.get(name);
}

/** The unit that may be written after a number: `literalUnit('d')`. */
export function literalUnit(name: string): Unit | undefined {
  const unit = byName.get(name);
  return unit?.literal === true ? unit : undefined;
}

/** The literal unit most likely meant by a wrong spelling: `30 days` means `d`. */
export function similarUnit(name: string): Unit | undefined {
  const lower = name.toLowerCase();
  const literals = UNITS.filter(unit => unit.literal);
  return (
    literals.find(unit => unit.name.toLowerCase() === lower) ??
    literals.find(unit => unit.aliases.includes(name)) ??
    literals.find(unit => unit.aliases.includes(lower))
  );
}

/** How many integers a kept value has per base unit: `scaleOf('money')` is 1,000, an integer for each thousandth. */
export function scaleOf(type: TypeName): number {
  return SCALES[type] ?? 1;
}

const SCALES: Readonly<Partial<Record<TypeName, number>>> = { money: 1_000, number: 1_000_000 };

function literal(name: string, type: TypeName, factor: number, aliases: readonly string[]): Unit {
  return { name, type, factor, literal: true, aliases };
}

function catalogue(name: string, type: TypeName, factor: number): Unit {
  return { name, type, factor, literal: false, aliases: [] };
}
