/**
 * What a record holds under a name that an author or a request gave. Every object answers to `constructor` and
 * `toString` as well, which nobody has put there.
 * @example ownValue({ tier: 1 }, 'constructor') // undefined
 */
export function ownValue<Value>(
  record: Readonly<Record<string, Value>> | undefined,
  name: string,
): Value | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
