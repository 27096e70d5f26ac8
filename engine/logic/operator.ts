import type { LogicValue } from './values.ts';

/**
 * JavaScript of one part of a rule. `type` is what is known of its value without running it; `again` is shorter code
 * for reading it once more (only where reading twice costs nothing).
 */
export interface Fragment {
  readonly code: string;
  readonly type: 'boolean' | 'number' | 'scalar' | 'list' | 'any';
  readonly again?: string;
  /** Code of the items, of a list of literals. */
  readonly items?: readonly string[];
  /** Code of the value's truth, where that is simpler than the value. */
  readonly truth?: string;
  /** Variables that have been read if the value is true, or false. */
  readonly knownIfTrue?: ReadonlySet<string>;
  readonly knownIfFalse?: ReadonlySet<string>;
}

interface Row {
  readonly name: string;
  /** Least and most arguments. */
  readonly arity: readonly [number, number];
}

/**
 * One row of the operator table.
 * - strict: all arguments are evaluated first. `generate` writes it as JavaScript; without it `evaluate` is called.
 * - lazy: `and`, `or`, `if`; arguments are evaluated as far as needed
 * - variable: `var` and `missing` read names, not values
 */
export type Operator =
  | (Row & {
      readonly kind: 'strict';
      readonly result: Fragment['type'];
      evaluate(...values: LogicValue[]): LogicValue;
      /** `helper`: the name under which the code finds the row's helper. */
      readonly generate?: (values: readonly Fragment[], helper: string) => string | null | undefined;
      readonly helper?: (...values: LogicValue[]) => LogicValue;
    })
  | (Row & { readonly kind: 'lazy'; readonly form: 'if' | 'and' | 'or' })
  | (Row & { readonly kind: 'variable'; readonly form: 'var' | 'missing' });

export type StrictOperator = Extract<Operator, { readonly kind: 'strict' }>;

/** Code that is true where JSONLogic holds the value for true. */
export function truthOf(fragment: Fragment): string {
  if (fragment.truth !== undefined) return fragment.truth;
  if (fragment.type === 'list' || fragment.type === 'any') return `isTruthy(${fragment.code})`;
  return fragment.code;
}
