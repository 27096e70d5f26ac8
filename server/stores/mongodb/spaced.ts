/** Below this a result costs so little that it is always made afresh. */
const QUICK_MS = 100;

/** So few are counted anew however long that takes: then it is the machine that is slow, and not the count. */
const FEW = 10_000;

/** How much longer than its making took a result is kept. */
const KEPT_TIMES = 10;

interface Kept<T> {
  readonly result: Promise<T>;
  until: number;
  isCostly: boolean;
}

/**
 * Makes costly results seldom: who asks soon after one took long, or while the next one is made, gets the same one.
 * `sizeOf`: of how many a result was made.
 */
export function createSpaced<T>(
  make: (key: string) => Promise<T>,
  sizeOf: (result: T) => number,
): (key: string) => Promise<T> {
  const all = new Map<string, Kept<T>>();
  return key => {
    const before = all.get(key);
    const since = performance.now();
    if (before && since < before.until) return before.result;
    const isCostly = before?.isCostly ?? false;
    const kept: Kept<T> = { result: make(key), until: isCostly ? Infinity : since, isCostly };
    all.set(key, kept);
    void kept.result.then(
      result => {
        const now = performance.now();
        kept.isCostly = now - since > QUICK_MS && sizeOf(result) > FEW;
        kept.until = kept.isCostly ? now + (now - since) * KEPT_TIMES : now;
      },
      () => all.delete(key),
    );
    return kept.result;
  };
}
