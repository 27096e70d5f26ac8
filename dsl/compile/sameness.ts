/**
 * Whether two plain values hold the same, however deep. Pairs of objects once found the same are remembered, since the
 * same few streams and names are asked for over and over.
 */
export function createSameness(): (a: unknown, b: unknown) => boolean {
  const same = new WeakMap<object, WeakSet<object>>();

  const isSame = (a: unknown, b: unknown): boolean => {
    if (Object.is(a, b)) return true;
    if (!isObject(a) || !isObject(b)) return false;
    if (same.get(a)?.has(b) === true) return true;
    if (!haveSameFields(a, b)) return false;
    const known = same.get(a) ?? new WeakSet();
    known.add(b);
    same.set(a, known);
    return true;
  };

  const haveSameFields = (a: object, b: object): boolean => {
    if (Array.isArray(a) !== Array.isArray(b)) return false;
    const [left, right] = [Object.entries(a), Object.entries(b)];
    return (
      left.length === right.length &&
      left.every(([key, value], index) => right[index]?.[0] === key && isSame(value, right[index]?.[1]))
    );
  };

  return isSame;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
