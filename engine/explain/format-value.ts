import { unitOf } from '../../dsl/types/units.ts';
import { offsetMs } from '../calendar/zone.ts';
import type { TypeName } from '../../dsl/program/logic.ts';
import type { Value } from '../runtime/mission-context.ts';

const DATA_STEPS = [
  [1e12, 'TB'],
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'KB'],
] as const;
const TIME_STEPS = [
  [86_400_000, 'days', 'day'],
  [3_600_000, 'hours', 'hour'],
  [60_000, 'minutes', 'minute'],
  [1_000, 'seconds', 'second'],
] as const;

/** A value as a person says it: 310 MB, 2.5 days, 400 points. Texts stand as they are. */
export function formatValue(value: Value, type: TypeName, zone = 'UTC'): string {
  if (value === null) return 'unknown';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  switch (type) {
    case 'data': {
      const [factor, unit] = DATA_STEPS.find(([size]) => Math.abs(value) >= size) ?? [1, 'bytes'];
      return `${plain(value / factor)} ${unit}`;
    }
    case 'duration': {
      // The rules' clock is cut to the hour: what happened since then lies a little ahead of it.
      if (value < 0 && value > -3_600_000) return 'under an hour';
      const step = TIME_STEPS.find(([size]) => Math.abs(value) >= size);
      if (step === undefined) return `${plain(value)} ms`;
      const amount = plain(value / step[0]);
      return `${amount} ${amount === '1' ? step[2] : step[1]}`;
    }
    case 'speed':
      return `${plain(value / 1e6)} Mbps`;
    case 'points':
      return `${plain(value)} ${Math.abs(value) === 1 ? 'point' : 'points'}`;
    case 'time':
      return new Date(value + offsetMs(zone, value)).toISOString().slice(0, 16).replace('T', ' ');
    default:
      return plain(value);
  }
}

/** An instant in a sentence, which is read by people in other zones than the one that it is told in. */
export function formatInstant(ms: number, zone: string): string {
  return `${formatValue(ms, 'time', zone)} ${zone}`;
}

/** A figure in a unit of the catalogue (`s`, `MB`, `money`), as a person says it. */
export function formatQuantity(value: number, unit: string | undefined): string {
  const known = unit === undefined ? undefined : unitOf(unit);
  if (known === undefined) return plain(value);
  if (unit === 'percent') return `${plain(value)} %`;
  if (known.type === 'number')
    return unit === 'message' ? `${plain(value)} message${value === 1 ? '' : 's'}` : plain(value);
  return formatValue(value * known.factor, known.type);
}

const GROUPED = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });

/** At most three significant decimals; large numbers in whole. */
export function plain(value: number): string {
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  return GROUPED.format(rounded);
}
