/**
 * Which days (weeks, months) had an event: six units a character, newest first, no empty character at either end.
 * What is older than the bits is remembered as numbers alone.
 */
export type UnitBits = [
  /** The newest six units, as unit / 6. */
  newest: number,
  bits: string,
  /** Units that were dropped from the bits. */
  dropped: number,
  /** Length of the run that ended with the youngest dropped unit. */
  run: number,
  /** Longest run among the dropped units. */
  best: number,
];

const UNITS = 6;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const CODES = new Map([...ALPHABET].map((letter, code) => [letter, code]));

export function emptyBits(): UnitBits {
  return [0, '', 0, 0, 0];
}

export function setUnit(state: UnitBits, unit: number): void {
  const [newest, bits] = state;
  const chunk = Math.floor(unit / UNITS);
  const mask = 1 << (unit - chunk * UNITS);
  if (bits === '' || chunk > newest) {
    state[0] = chunk;
    state[1] = letter(mask) + (bits === '' ? '' : letter(0).repeat(chunk - newest - 1) + bits);
    return;
  }
  const index = newest - chunk;
  const code = codeAt(bits, index);
  if ((code & mask) !== 0) return;
  const padded = bits.padEnd(index, letter(0));
  state[1] = padded.slice(0, index) + letter(code | mask) + padded.slice(index + 1);
}

export function hasUnit([newest, bits]: UnitBits, unit: number): boolean {
  const chunk = Math.floor(unit / UNITS);
  return (codeAt(bits, newest - chunk) & (1 << (unit - chunk * UNITS))) !== 0;
}

/** The oldest unit that the bits can hold, and one past the newest. */
export function spanOf([newest, bits]: UnitBits): { readonly from: number; readonly to: number } {
  return { from: (newest - bits.length + 1) * UNITS, to: (newest + 1) * UNITS };
}

/** Units with an event in [from, to), among those that are kept. */
export function countUnits(state: UnitBits, from: number, to: number): number {
  const span = spanOf(state);
  let count = 0;
  for (let unit = Math.max(from, span.from); unit < Math.min(to, span.to); unit += 1) {
    if (hasUnit(state, unit)) count += 1;
  }
  return count;
}

/** Whether nothing is left to remember. */
export function isNothing([, bits, dropped, , best]: UnitBits): boolean {
  return bits === '' && dropped === 0 && best === 0;
}

/**
 * Forgets the units before `cutoff`; counts and runs are remembered where they are asked for. `previous` is the
 * cutoff of the time before: between it and the first kept bit nothing happened.
 */
export function dropUnits(
  state: UnitBits,
  previous: number,
  cutoff: number,
  remember: { readonly count: boolean; readonly runs: boolean },
): void {
  if (cutoff <= previous) return;
  const span = state[1] === '' ? { from: cutoff, to: cutoff } : spanOf(state);
  // One empty unit on either side is enough to end a run.
  const from = Math.max(previous, Math.min(span.from, cutoff) - 1);
  const to = Math.min(cutoff, span.to + 1);
  for (let unit = from; unit < to; unit += 1) rememberUnit(state, hasUnit(state, unit), remember);
  if (span.from < cutoff) clearBefore(state, cutoff);
}

function rememberUnit(
  state: UnitBits,
  set: boolean,
  remember: { readonly count: boolean; readonly runs: boolean },
): void {
  if (set && remember.count) state[2] += 1;
  if (!remember.runs) return;
  state[3] = set ? state[3] + 1 : 0;
  state[4] = Math.max(state[4], state[3]);
}

function clearBefore(state: UnitBits, cutoff: number): void {
  const [newest, bits] = state;
  const chunk = Math.floor(cutoff / UNITS);
  const kept = Math.max(0, newest - chunk + 1);
  const whole = bits.slice(0, Math.max(0, kept - 1));
  const code = kept === 0 ? 0 : codeAt(bits, kept - 1) & (-1 << (cutoff - chunk * UNITS));
  const left = (whole + letter(code)).replace(/A+$/, '');
  const lead = /^A*/.exec(left)?.[0].length ?? 0;
  state[0] = left === '' ? 0 : newest - lead;
  state[1] = left.slice(lead);
}

function codeAt(bits: string, index: number): number {
  return CODES.get(bits.charAt(index)) ?? 0;
}

function letter(code: number): string {
  return ALPHABET.charAt(code);
}
