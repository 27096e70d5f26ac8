/**
 * Which days (weeks, months) had an event: six units a character, newest first, no empty character at either end.
 * What is older than the bits is remembered as numbers alone.
 */
export interface UnitBits {
  /** The newest six units, as unit / 6. */
  n: number;
  bits: string;
  /** Units that were dropped from the bits. */
  dropped?: number;
  /** Length of the run that ended with the youngest dropped unit. */
  run?: number;
  /** Longest run among the dropped units. */
  best?: number;
}

const UNITS = 6;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const CODES = new Map([...ALPHABET].map((letter, code) => [letter, code]));

export function emptyBits(): UnitBits {
  return { n: 0, bits: '' };
}

export function setUnit(state: UnitBits, unit: number): void {
  const chunk = Math.floor(unit / UNITS);
  const mask = 1 << (unit - chunk * UNITS);
  if (state.bits === '') {
    state.n = chunk;
    state.bits = letter(mask);
    return;
  }
  if (chunk > state.n) {
    state.bits = letter(mask) + letter(0).repeat(chunk - state.n - 1) + state.bits;
    state.n = chunk;
    return;
  }
  const index = state.n - chunk;
  const code = codeAt(state.bits, index);
  if ((code & mask) !== 0) return;
  const padded = state.bits.padEnd(index, letter(0));
  state.bits = padded.slice(0, index) + letter(code | mask) + padded.slice(index + 1);
}

export function hasUnit(state: UnitBits, unit: number): boolean {
  const chunk = Math.floor(unit / UNITS);
  return (codeAt(state.bits, state.n - chunk) & (1 << (unit - chunk * UNITS))) !== 0;
}

/** The oldest unit that the bits can hold, and one past the newest. */
export function spanOf(state: UnitBits): { readonly from: number; readonly to: number } {
  return { from: (state.n - state.bits.length + 1) * UNITS, to: (state.n + 1) * UNITS };
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
  const span = state.bits === '' ? { from: cutoff, to: cutoff } : spanOf(state);
  // One empty unit on either side is enough to end a run.
  const from = Math.max(previous, Math.min(span.from, cutoff) - 1);
  const to = Math.min(cutoff, span.to + 1);
  for (let unit = from; unit < to; unit += 1) rememberUnit(state, hasUnit(state, unit), remember);
  if (span.from < cutoff) clearBefore(state, cutoff);
}

function rememberUnit(state: UnitBits, set: boolean, remember: { count: boolean; runs: boolean }): void {
  if (set && remember.count) state.dropped = (state.dropped ?? 0) + 1;
  if (!remember.runs) return;
  if (!set) {
    delete state.run;
    return;
  }
  state.run = (state.run ?? 0) + 1;
  state.best = Math.max(state.best ?? 0, state.run);
}

function clearBefore(state: UnitBits, cutoff: number): void {
  const chunk = Math.floor(cutoff / UNITS);
  const kept = state.n - chunk + 1;
  if (kept <= 0) {
    state.n = 0;
    state.bits = '';
    return;
  }
  const code = codeAt(state.bits, kept - 1) & (-1 << (cutoff - chunk * UNITS));
  const bits = (state.bits.slice(0, kept - 1) + letter(code)).replace(/A+$/, '');
  const lead = /^A*/.exec(bits)?.[0].length ?? 0;
  state.bits = bits.slice(lead);
  state.n = state.bits === '' ? 0 : state.n - lead;
}

function codeAt(bits: string, index: number): number {
  return CODES.get(bits.charAt(index)) ?? 0;
}

function letter(code: number): string {
  return ALPHABET.charAt(code);
}
