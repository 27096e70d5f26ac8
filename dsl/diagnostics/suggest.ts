export interface SuggestOptions {
  /** How well a candidate fits the place, 0 (not at all) to 1: by its kind, its type. */
  readonly fit?: (candidate: string) => number;
  readonly limit?: number;
}

/**
 * The candidates that the author may have meant, best first.
 * @example suggest('recharge.amout', ['recharge.amount', 'usage.data']) // ['recharge.amount']
 */
export function suggest(
  name: string,
  candidates: Iterable<string>,
  { fit = () => 1, limit = 3 }: SuggestOptions = {},
): readonly string[] {
  const longest = cutOff(name);
  return [...new Set(candidates)]
    .filter(candidate => candidate !== name && Math.abs(candidate.length - name.length) <= Math.ceil(longest))
    .map(candidate => ({ candidate, distance: distance(name, candidate), fit: fit(candidate) }))
    .filter(({ candidate, distance, fit }) => fit > 0 && distance <= longest && isClose(name, candidate))
    .toSorted((a, b) => a.distance - a.fit - (b.distance - b.fit) || compareText(a.candidate, b.candidate))
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

/** "`a`", "`a` or `b`", "`a`, `b` or `c`". */
export function oneOf(names: readonly string[]): string {
  const quoted = names.map(name => `\`${name}\``);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
}

/** A third of the letters may be wrong, one at least: more is another word. One letter tells nothing. */
const cutOff = (name: string) => (name.length < 2 ? 0.5 : Math.max(1, Math.floor(name.length / 3)));

/** Of two letters both must be there, in whatever order: any word of two letters is close to any other. */
const isClose = (name: string, candidate: string) =>
  name.length > 2 || [...name.toLowerCase()].every(letter => candidate.toLowerCase().includes(letter));

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, replacements, and swaps of
 * neighbours, one each. Another case, or `-` for `_`, costs half.
 */
export function distance(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (last[column - 1] ?? 0) + replacementCost(a.charAt(row - 1), b.charAt(column - 1));
      let best = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, replaced);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

function replacementCost(a: string, b: string): number {
  if (a === b) return 0;
  const folded = (character: string) =>
    character === '-' || character === ' ' ? '_' : character.toLowerCase();
  return folded(a) === folded(b) ? 0.5 : 1;
}
