type Defined<T> = { -readonly [Key in keyof T]?: Exclude<T[Key], undefined> };

/** The fields that are there: nothing is stored as undefined. */
export function optional<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
