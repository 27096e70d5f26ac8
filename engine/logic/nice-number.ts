/** Sizes that people like to be asked for, within one power of ten. */
const LIKED = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/** Noise of decimal fractions that must not push a number to the next step. */
const NOISE = 1e-9;

/** The smallest liked number that is at least `value`; 0 for what is not positive. */
export function niceNumber(value: number): number {
  if (!(value > 0)) return 0;
  if (!Number.isFinite(value)) return value;
  const wanted = value * (1 - NOISE);
  for (let power = Math.floor(Math.log10(value)) - 1; ; power += 1) {
    const found = LIKED.map(liked => scaled(liked, power)).find(candidate => candidate >= wanted);
    if (found !== undefined) return found;
  }
}

/** The smallest multiple of `step` that is at least `value`. */
export function roundUp(value: number, step = 1): number {
  if (!(step > 0)) return value;
  const count = value / step;
  const nearest = Math.round(count);
  const whole =
    Math.abs(count - nearest) <= NOISE * Math.max(1, Math.abs(count)) ? nearest : Math.ceil(count);
  const parts = Math.round(1 / step);
  // 3 × 0.1 is 0.30000000000000004, 3 / 10 is 0.3.
  return step < 1 && Math.abs(parts * step - 1) <= NOISE ? whole / parts : whole * step;
}

function scaled(liked: number, power: number): number {
  return power >= 0 ? liked * 10 ** power : liked / 10 ** -power;
}
