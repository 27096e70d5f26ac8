/** The names of a named step and its copies, which are called after it. */
export function namesOfCopies(id: string, repeat: { readonly times: number } | undefined): readonly string[] {
  const copies = Array.from({ length: (repeat?.times ?? 1) - 1 }, (_, index) => `${id}-${index + 2}`);
  return [id, ...copies];
}
