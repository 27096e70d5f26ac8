import type { LogicValue } from './values.ts';

/** How logic reaches its variables: as JavaScript for generated code, as functions for the interpreter. */
export interface Access<Environment> {
  /** `first` reads a variable, `again` reads it where `first` has run before. Both give a scalar, null if missing. */
  source(path: string): { readonly first: string; readonly again: string };
  /** Other names that the code of `source` uses. */
  readonly helpers: Readonly<Record<string, unknown>>;
  readonly parameters: readonly string[];
  reader(path: string): (environment: Environment) => LogicValue;
}
