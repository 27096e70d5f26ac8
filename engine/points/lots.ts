/** Amounts by the local day on which they expire, oldest first. */
export type Lots = readonly (readonly [day: number, amount: number])[];

/** Takes so many points out of the lots, oldest first; takes all there is where that is less. */
export function takeFrom(lots: Lots, amount: number): { readonly taken: Lots; readonly left: Lots } {
  const taken: [number, number][] = [];
  const left: [number, number][] = [];
  let missing = amount;
  for (const [day, size] of lots) {
    const part = Math.min(size, missing);
    missing -= part;
    if (part > 0) taken.push([day, part]);
    if (size > part) left.push([day, size - part]);
  }
  return { taken, left };
}

/** The lots with an amount more on a day: one lot a day, so that a state stays small. */
export function putInto(lots: Lots, day: number, amount: number): Lots {
  const same = lots.find(([other]) => other === day);
  const merged = same === undefined ? amount : same[1] + amount;
  return [...lots.filter(([other]) => other !== day), [day, merged] as const].sort(([a], [b]) => a - b);
}
