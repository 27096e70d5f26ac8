import type { ComparisonOperator, Expr } from '../syntax/ast.ts';
import type { Builder, Part, Work } from './builder.ts';
import { argumentsOf, isList, sameLogic } from './operation.ts';
import { childOf } from './places.ts';

/** `===` and its kin; what is compared with null is asked for its absence. */
export function buildComparison({ builder, name, pointer, parts }: Work): Expr | undefined {
  const negated = name.startsWith('!');
  const span = builder.span(pointer);
  const [left, right] = parts;
  if (left === undefined || right === undefined) return undefined;
  if (left.logic === null || right.logic === null) {
    const value = builder.build(left.logic === null ? right : left);
    return value && { kind: 'isMissing', span, negated, value };
  }
  return buildCompare(builder, pointer, negated ? '!=' : '=', parts);
}

/** `<` and its kin, with two arguments or three. */
export function buildOrdering({ builder, name, pointer, parts }: Work): Expr | undefined {
  const [first, second, third] = parts;
  if (first === undefined || second === undefined) return undefined;
  if (third === undefined) return buildCompare(builder, pointer, name as ComparisonOperator, parts);
  const span = builder.span(pointer);
  if (name === '<=') {
    const operands = builder.buildAlike([first, second, third]);
    const [low, value, high] = operands ?? [];
    if (low === undefined || value === undefined || high === undefined) return undefined;
    return { kind: 'between', span, value, low, high };
  }
  const above = buildCompare(builder, pointer, '<', [first, second]);
  const below = buildCompare(builder, pointer, '<', [second, third]);
  return above && below && { kind: 'logical', span, operator: 'and', operands: [above, below] };
}

/** Membership in a list of values. */
export function buildIn({ builder, pointer, parts }: Work): Expr | undefined {
  const [value, container] = parts;
  if (value === undefined || container === undefined) return undefined;
  if (!isList(container.logic)) {
    return builder.refuse(
      container.pointer,
      '`in` has a text form with a list only: a text inside another cannot be looked for.',
    );
  }
  const items = container.logic.map((logic, index) => ({
    logic,
    pointer: childOf(container.pointer, index),
  }));
  const [first, ...rest] = builder.buildAlike([value, ...items]) ?? [];
  return first && { kind: 'in', span: builder.span(pointer), negated: false, value: first, items: rest };
}

/** `v >= low and v <= high` over fields of no known type, as `between` compiles to it. */
export function buildBetweenFields({ builder, pointer, parts }: Work): Expr | undefined {
  const [above, below] = parts;
  const [low, lowest] = argumentsOf(above?.logic, '>=') ?? [];
  const [high, highest] = argumentsOf(below?.logic, '<=') ?? [];
  if (parts.length !== 2 || above === undefined || below === undefined || lowest !== 0 || highest !== 0)
    return undefined;
  const left = orderOf({ logic: low ?? null, pointer: `${above.pointer}/>=/0` });
  const right = orderOf({ logic: high ?? null, pointer: `${below.pointer}/<=/0` });
  if (left === undefined || right === undefined || !sameLogic(left[0].logic, right[0].logic))
    return undefined;
  const [value, from, to] = [left[0], left[1], right[1]].map(part => builder.build(part));
  if (value === undefined || from === undefined || to === undefined) return undefined;
  return { kind: 'between', span: builder.span(pointer), value, low: from, high: to };
}

function buildCompare(
  builder: Builder,
  pointer: string,
  operator: ComparisonOperator,
  parts: readonly Part[],
): Expr | undefined {
  const [first, second] = parts;
  const order = first !== undefined && second?.logic === 0 ? orderOf(first) : undefined;
  const fields = order?.map(part => builder.build(part));
  const [left, right] = (order === undefined ? builder.buildAlike(parts) : fields) ?? [];
  return left && right && { kind: 'compare', span: builder.span(pointer), operator, left, right };
}

/** The two fields of `{"compare": [a, b, zone]}`. */
function orderOf({ logic, pointer }: Part): readonly [Part, Part] | undefined {
  const [a, b] = argumentsOf(logic, 'compare') ?? [];
  if (a === undefined || b === undefined) return undefined;
  return [
    { logic: a, pointer: `${pointer}/compare/0` },
    { logic: b, pointer: `${pointer}/compare/1` },
  ];
}
