/** A place where two JSON values differ; undefined: there is nothing. */
export interface Difference {
  readonly path: string;
  readonly expected: unknown;
  readonly seen: unknown;
}

const MOST = 20;

/** Where `seen` differs from `expected`, as deep as both go the same way; the first twenty places. */
export function jsonDifferences(expected: unknown, seen: unknown, path = '$'): readonly Difference[] {
  const found: Difference[] = [];
  collect(expected, seen, path, found);
  return found;
}

function collect(expected: unknown, seen: unknown, path: string, found: Difference[]): void {
  if (found.length >= MOST || Object.is(expected, seen)) return;
  if (!isContainer(expected) || !isContainer(seen) || Array.isArray(expected) !== Array.isArray(seen)) {
    found.push({ path, expected, seen });
    return;
  }
  const fields = Array.isArray(expected);
  for (const key of new Set([...Object.keys(expected), ...Object.keys(seen)]))
    collect(expected[key], seen[key], fields ? `${path}[${key}]` : `${path}${step(key)}`, found);
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function step(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
