/** The declared operators on numbers, by the definitions that the program lists with them. */

const LIKED = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const NOISE = 1e-9;

/** The smallest whole number that is at least `value`; a remainder below 1e-9 of it is noise. */
export function roundUp(value: number): number {
  const nearest = Math.round(value);
  return Math.abs(value - nearest) <= NOISE * Math.max(1, Math.abs(value)) ? nearest : Math.ceil(value);
}

/** The smallest number that people like that is at least `value`; 0 for what is not above 0. */
export function niceNumber(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return value > 0 ? value : 0;
  const wanted = value * (1 - NOISE);
  for (let power = Math.floor(Math.log10(value)) - 1; ; power += 1) {
    const found = LIKED.map(liked => (power >= 0 ? liked * 10 ** power : liked / 10 ** -power)).find(
      candidate => candidate >= wanted,
    );
    if (found !== undefined) return found;
  }
}
