/** Mulberry32: the same seed gives the same figures, so that screenshots and tests are repeatable. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Roughly normal, cut to 0–100. */
export function around(random: () => number, mean: number, spread: number): number {
  const sum = random() + random() + random() - 1.5;
  return Math.max(0, Math.min(100, Math.round(mean + sum * 2 * spread)));
}
