import { formatDate } from './time-format.ts';

const LOCALE = 'en-GB';
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const precise = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });
const money = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
// British English abbreviates a million as a metre.
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** `12,431` */
export const formatCount = (value: number): string => whole.format(value);

/** `1.2M` from a million on, whole below. */
export const formatLargeCount = (value: number): string =>
  Math.abs(value) >= 1_000_000 ? compact.format(value) : whole.format(value);

/** Up to two decimals, fewer the larger the number is. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  return (size >= 1_000 ? whole : size >= 100 ? short : precise).format(value);
}

/** `38 %`; a share that is not quite none or all is never shown as 0 or 100. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 1) return '<1 %';
  if (percent > 99 && percent < 100) return '>99 %';
  return `${whole.format(percent)} %`;
}

export const shareOf = (part: number, all: number): number => (all === 0 ? 0 : part / all);

const DATA_UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Decimal units, as data bundles are sold: `1.5 GB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let index = 0;
  while (Math.abs(value) >= 1_000 && index < DATA_UNITS.length - 1) {
    value /= 1_000;
    index += 1;
  }
  return `${formatNumber(value)} ${DATA_UNITS[index] ?? 'B'}`;
}

/** A value in one of the catalogue's units, or in the base unit of a type, as a person would write it. */
export function formatQuantity(value: number, unit: string): string {
  switch (unit) {
    case '':
    case 'count':
    case 'number':
    case 'text':
    case 'boolean':
      return formatNumber(value);
    case 'time':
      return formatDate(new Date(value).toISOString());
    case 'points':
      return counted(value, 'point');
    case 'speed':
      return `${formatNumber(value / 1_000_000)} Mbps`;
    case 'money':
      return money.format(value);
    case 'byte':
    case 'B':
    case 'data':
      return formatBytes(value);
    case '%':
    case 'percent':
      return `${formatNumber(value)} %`;
    case 's':
      return formatSeconds(value);
    case 'ms':
    case 'duration':
      return formatSeconds(value / 1_000);
    default:
      return `${formatNumber(value)} ${plural(value, unit)}`;
  }
}

/** `45 s`, `2 min 5 s`, `3 h 20 min`, `12 d` */
export function formatSeconds(seconds: number): string {
  const sign = seconds < 0 ? '-' : '';
  const rest = Math.abs(seconds);
  if (rest < 60) return `${sign}${formatNumber(rest)} s`;
  if (rest < 3_600) return sign + twoParts(rest, 60, 'min', 1, 's');
  if (rest < 172_800) return sign + twoParts(rest, 3_600, 'h', 60, 'min');
  return `${sign}${formatNumber(Math.round(rest / 8_640) / 10)} d`;
}

function twoParts(value: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const first = Math.floor(value / large);
  const second = Math.floor((value - first * large) / small);
  return second === 0 ? `${first} ${largeUnit}` : `${first} ${largeUnit} ${second} ${smallUnit}`;
}

const COUNTED = new Set([
  'day',
  'week',
  'month',
  'message',
  'point',
  'step',
  'cycle',
  'login',
  'recharge',
  'session',
]);

function plural(value: number, unit: string): string {
  return COUNTED.has(unit) && value !== 1 ? `${unit}s` : unit;
}

/** `1 mission`, `3 missions` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** `data_explorer` → `Data explorer` */
export function wordsOf(id: string): string {
  const words = id.replaceAll(/[_.]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
