/** Half-open range of UTF-16 offsets into the expression's own text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/';
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

interface Node {
  readonly span: Span;
}

/** An expression as the author wrote it: plain readonly data, one `kind` a node. */
export type Expr =
  | (Node & { readonly kind: 'number'; readonly value: number })
  | (Node & { readonly kind: 'quantity'; readonly value: number; readonly unit: string })
  | (Node & { readonly kind: 'percent'; readonly value: number })
  | (Node & { readonly kind: 'text'; readonly value: string })
  | (Node & { readonly kind: 'boolean'; readonly value: boolean })
  | (Node & { readonly kind: 'now' })
  | (Node & { readonly kind: 'path'; readonly names: readonly string[] })
  | (Node & {
      readonly kind: 'call';
      readonly name: string;
      readonly nameSpan: Span;
      readonly args: readonly Arg[];
    })
  | (Node & { readonly kind: 'negate'; readonly operand: Expr })
  | (Node & {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: Expr;
      readonly right: Expr;
    })
  | (Node & {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: Expr;
      readonly right: Expr;
    })
  | (Node & { readonly kind: 'between'; readonly value: Expr; readonly low: Expr; readonly high: Expr })
  | (Node & {
      readonly kind: 'in';
      readonly negated: boolean;
      readonly value: Expr;
      readonly items: readonly Expr[];
    })
  | (Node & { readonly kind: 'isMissing'; readonly negated: boolean; readonly value: Expr })
  | (Node & { readonly kind: 'otherwise'; readonly value: Expr; readonly fallback: Expr })
  | (Node & { readonly kind: 'not'; readonly operand: Expr })
  | (Node & { readonly kind: 'logical'; readonly operator: 'and' | 'or'; readonly operands: readonly Expr[] })
  | (Node & { readonly kind: 'if'; readonly condition: Expr; readonly then: Expr; readonly else: Expr })
  | (Node & {
      readonly kind: 'hold';
      readonly operator: 'for' | 'within';
      readonly condition: Expr;
      readonly days: number;
    });

export type WindowWord = 'day' | 'week' | 'month' | 'quarter' | 'period' | 'step' | 'lifetime' | 'each';

export type Arg =
  | (Node & { readonly kind: 'window'; readonly word: WindowWord })
  | (Node & { readonly kind: 'last'; readonly count: number })
  | (Node & { readonly kind: 'forgive'; readonly count: number; readonly days: number })
  | (Node & { readonly kind: 'value'; readonly value: Expr; readonly where?: Expr });
