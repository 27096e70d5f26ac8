import { readNumber } from '../mapping/read-plain.ts';
import { instantOf, readTime } from '../mapping/read-time.ts';

/**
 * The instant, ms since the epoch, that a value written in `format` names; null if it is not written so. `unix_s` and
 * `unix_ms` are numbers, other formats patterns of `yyyy MM dd HH mm ss SSS XXX`; without XXX times are on the
 * clock of `zone`.
 */
export function parseTime(value: unknown, format: string, zone: string): number | null {
  if (format === 'unix_s' || format === 'unix_ms') return parseUnix(value, format === 'unix_s' ? 1000 : 1);
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const { expression, tokens } = patternOf(format);
  const match = expression.exec(String(value).trim());
  if (match === null) return null;
  const parts = new Map(tokens.map((token, index) => [token, match[index + 1] ?? '']));
  return instantOfParts(parts, zone);
}

function parseUnix(value: unknown, unitMs: number): number | null {
  const number = readNumber(value);
  return number === undefined ? null : Math.round(number * unitMs);
}

const TOKENS: Readonly<Record<string, string>> = {
  yyyy: '(\\d{4})',
  MM: '(\\d\\d)',
  dd: '(\\d\\d)',
  HH: '(\\d\\d)',
  mm: '(\\d\\d)',
  ss: '(\\d\\d)',
  SSS: '(\\d{3})',
  XXX: '([Zz]|[+-]\\d\\d:?\\d\\d)',
};

interface Pattern {
  readonly expression: RegExp;
  readonly tokens: readonly string[];
}

const patterns = new Map<string, Pattern>();

function patternOf(format: string): Pattern {
  const known = patterns.get(format);
  if (known !== undefined) return known;
  const parts = format.split(/(yyyy|MM|dd|HH|mm|ss|SSS|XXX)/);
  const source = parts.map(part => TOKENS[part] ?? part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('');
  const pattern = { expression: new RegExp(`^${source}$`), tokens: parts.filter(part => part in TOKENS) };
  patterns.set(format, pattern);
  return pattern;
}

/** Written out as RFC 3339, so that one reader decides which dates exist. */
function instantOfParts(parts: ReadonlyMap<string, string>, zone: string): number | null {
  const part = (token: string, otherwise: string): string => parts.get(token) ?? otherwise;
  const date = `${part('yyyy', '')}-${part('MM', '01')}-${part('dd', '01')}`;
  const time = `${part('HH', '00')}:${part('mm', '00')}:${part('ss', '00')}.${part('SSS', '000')}`;
  const read = readTime(`${date}T${time}Z`, zone);
  if (!('ms' in read)) return null;
  const offset = parts.get('XXX');
  if (offset === undefined) return instantOf(read.ms, zone);
  const zoned = readTime(`${date}T${time}${offset}`, zone);
  return 'ms' in zoned ? zoned.ms : null;
}
