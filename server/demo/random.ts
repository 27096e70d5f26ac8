/** Made-up chance that depends on its seed alone, so that a demo is the same on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  chance(probability: number): boolean;
  /** A whole number, both ends included. */
  integer(low: number, high: number): number;
  /** In [low, high). */
  between(low: number, high: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** How often something happens that happens `rate` times on average (Poisson). */
  times(rate: number): number;
}

/** Chance (mulberry32) seeded by whole numbers: a seed, a customer, a day, a topic. */
export function createRandom(...seeds: readonly number[]): Random {
  let state = seeds.reduce(mix, 0x9e3779b9);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    chance: probability => next() < probability,
    integer,
    between: (low, high) => low + next() * (high - low),
    pick: items => items[integer(0, items.length - 1)] ?? items[0],
    times: rate => {
      const limit = Math.exp(-rate);
      let count = 0;
      for (let product = next(); product > limit; product *= next()) count += 1;
      return count;
    },
  };
}

/** Murmur3's finaliser over what came before and the next number. */
function mix(hash: number, seed: number): number {
  let value = hash ^ Math.imul(seed | 0, 0xcc9e2d51);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
