/** A comparison that puts the known ids first, in their order, and the others after them by name. */
export function knownFirst(known: readonly string[]): (left: string, right: string) => number {
  const rank = (id: string) => (known.includes(id) ? known.indexOf(id) : known.length);
  return (left, right) => rank(left) - rank(right) || left.localeCompare(right);
}
