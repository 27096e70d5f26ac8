import type { Window } from '../program/features.ts';
import type { Logic, TypeName } from '../program/logic.ts';
import type { ArithmeticOperator, ComparisonOperator, Expr } from '../syntax/ast.ts';
import type { FunctionRow } from './functions.ts';
import type { ResolvedAggregate, Stream } from './scope.ts';

interface Node {
  /** The expression that was checked: where it stands and how it is spelt. */
  readonly source: Expr;
  readonly type: TypeName;
  /** May give nothing. */
  readonly missing: boolean;
  /** The texts it can be, where they are listed. */
  readonly values?: readonly string[];
  /** Made of plain numbers alone, so that it also fits money and points. */
  readonly bare?: boolean;
}

/** An expression with names, types and units settled: all that compiling needs. */
export type Typed =
  | (Node & { readonly kind: 'constant'; readonly value: number | string | boolean })
  | (Node & { readonly kind: 'read'; readonly logic: Logic })
  /** An attribute of the event that a `where` looks at. */
  | (Node & { readonly kind: 'attribute'; readonly name: string })
  /** A value of no known type, read as `type`; missing where it cannot be read so. */
  | (Node & { readonly kind: 'convert'; readonly value: Typed })
  | (Node & { readonly kind: 'negate'; readonly operand: Typed })
  | (Node & {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: Typed;
      readonly right: Typed;
    })
  | (Node & {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: Typed;
      readonly right: Typed;
    })
  | (Node & { readonly kind: 'between'; readonly value: Typed; readonly low: Typed; readonly high: Typed })
  | (Node & {
      readonly kind: 'in';
      readonly negated: boolean;
      readonly value: Typed;
      readonly items: readonly Typed[];
    })
  | (Node & { readonly kind: 'isMissing'; readonly negated: boolean; readonly value: Typed })
  | (Node & { readonly kind: 'otherwise'; readonly value: Typed; readonly fallback: Typed })
  | (Node & { readonly kind: 'not'; readonly operand: Typed })
  | (Node & {
      readonly kind: 'logical';
      readonly operator: 'and' | 'or';
      readonly operands: readonly Typed[];
    })
  | (Node & { readonly kind: 'if'; readonly condition: Typed; readonly then: Typed; readonly else: Typed })
  | (Node & { readonly kind: 'function'; readonly row: FunctionRow; readonly args: readonly Typed[] })
  | TypedAggregate
  | (Node & { readonly kind: 'usual'; readonly of: TypedAggregate; readonly days: number })
  | (Node & { readonly kind: 'medianOfPeriods'; readonly value: Typed; readonly count: number })
  | (Node & {
      readonly kind: 'percentile';
      readonly metric: string;
      readonly percent: number;
      readonly bySegment: boolean;
    })
  | (Node & {
      readonly kind: 'hold';
      readonly operator: 'for' | 'within';
      readonly days: number;
      readonly condition: Typed;
    });

export type TypedAggregate = Node & {
  readonly kind: 'aggregate';
  readonly function: ResolvedAggregate['function'];
  readonly stream: Stream;
  /** What is read from each event; absent: the event itself counts. */
  readonly attribute?: string;
  /** Conditions on the event, all to hold. */
  readonly where: readonly Typed[];
  readonly fixed?: { readonly attribute: string; readonly name: string };
  readonly ofGap: boolean;
  readonly window?: Window;
  readonly streak?: NonNullable<ResolvedAggregate['streak']>;
  readonly last?: number;
};

/** What lies directly inside a checked expression; conditions on events are no part of it. */
function childrenOfTyped(node: Typed): readonly Typed[] {
  switch (node.kind) {
    case 'convert':
    case 'isMissing':
    case 'medianOfPeriods':
      return [node.value];
    case 'negate':
    case 'not':
      return [node.operand];
    case 'arithmetic':
    case 'compare':
      return [node.left, node.right];
    case 'between':
      return [node.value, node.low, node.high];
    case 'in':
      return [node.value, ...node.items];
    case 'otherwise':
      return [node.value, node.fallback];
    case 'logical':
      return node.operands;
    case 'if':
      return [node.condition, node.then, node.else];
    case 'function':
      return node.args;
    case 'usual':
      return [node.of];
    case 'hold':
      return [node.condition];
    default:
      return [];
  }
}

/** Every node of a checked expression, itself included. */
export function* walkTyped(root: Typed): Generator<Typed, void> {
  yield root;
  for (const child of childrenOfTyped(root)) yield* walkTyped(child);
}
