/**
 * Reads a setting as the type that it was written with. Only this server writes settings, each key from one place, so
 * the form is an invariant and not input to be checked.
 */
export function keptAs<T>(value: unknown): T {
  return value as T;
}
