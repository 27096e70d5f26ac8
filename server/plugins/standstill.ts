/** Notices whose signs of life stand still, as this process sees them: nodes' clocks may differ, and may be set. */
export interface Standstill {
  /** The last sign that was seen of a key, where it has stood still for long enough; else null. */
  of(key: string): string | null;
  saw(key: string, sign: string): void;
  forget(key: string): void;
}

/** Who is forgotten only has to stand still anew. */
const MOST_KEYS = 10_000;

/** `now` is a clock that only rises. */
export function createStandstill(afterMs: number, now: () => number): Standstill {
  const seen = new Map<string, { readonly sign: string; readonly since: number }>();
  return {
    of(key) {
      const last = seen.get(key);
      return last !== undefined && now() - last.since >= afterMs ? last.sign : null;
    },
    saw(key, sign) {
      if (seen.get(key)?.sign === sign) return;
      seen.delete(key);
      seen.set(key, { sign, since: now() });
      const [oldest] = seen.keys();
      if (seen.size > MOST_KEYS && oldest !== undefined) seen.delete(oldest);
    },
    forget: key => void seen.delete(key),
  };
}
