/**
 * Whether two plain values hold the same, however deep. Pairs of objects once found the same are remembered, since the
 * same few streams and names are asked for over and over.
 */
export function createSameness(): (a: unknown, b: unknown) => boolean {
  const known = new Map<object, object>();

  const isSame = (a: unknown, b: unknown): boolean => {
    if (Object.is(a, b)) return true;
    if (!isObject(a) || !isObject(b)) return false;
    if (known.get(a) === b) return true;
    const same = Array.isArray(a) || Array.isArray(b) ? sameItems(a, b) : sameFields(a, b);
    if (same) known.set(a, b);
    return same;
  };

  const sameItems = (a: object, b: object): boolean =>
    Array.isArray(a) &&
    Array.isArray(b) &&
    a.length === b.length &&
    a.every((item: unknown, index) => isSame(item, b[index]));

  /** In the same order too, since messages list names in it. */
  const sameFields = (a: Fields, b: Fields): boolean => {
    const [keys, others] = [Object.keys(a), Object.keys(b)];
    return (
      keys.length === others.length &&
      keys.every((key, index) => others[index] === key && isSame(a[key], b[key]))
    );
  };

  return isSame;
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
