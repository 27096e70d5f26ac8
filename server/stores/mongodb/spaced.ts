/** Below this a result costs so little that it is always made afresh. */
const QUICK_MS = 100;

/** How much longer than its making took a result is kept. */
const KEPT_TIMES = 10;

interface Kept<T> {
  readonly result: Promise<T>;
  until: number;
}

/** Makes costly results seldom: who asks while one is made, or soon after it took long, gets the same one. */
export function createSpaced<T>(make: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const all = new Map<string, Kept<T>>();
  return key => {
    const before = all.get(key);
    if (before && performance.now() < before.until) return before.result;
    const since = performance.now();
    const kept: Kept<T> = { result: make(key), until: since };
    all.set(key, kept);
    void kept.result.then(
      () => {
        const took = performance.now() - since;
        if (took > QUICK_MS) kept.until = performance.now() + took * KEPT_TIMES;
      },
      () => all.delete(key),
    );
    return kept.result;
  };
}
