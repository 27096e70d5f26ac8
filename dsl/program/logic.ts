/** A JSONLogic rule: a constant, a list, or one operator with its arguments. */
export type Logic =
  null | boolean | number | string | readonly Logic[] | { readonly [operator: string]: Logic };

/** What an expression gives back. Quantities are in their base: byte, ms, bit/s, points, currency units. */
export type TypeName =
  'number' | 'text' | 'boolean' | 'time' | 'duration' | 'data' | 'speed' | 'money' | 'points' | 'any';

/**
 * A checked expression.
 * `text` is its canonical spelling, `logic` its compiled form; a rule that may give nothing (`missing`) gives null.
 */
export interface Expression {
  readonly text: string;
  readonly logic: Logic;
  readonly type: TypeName;
  readonly missing: boolean;
}
