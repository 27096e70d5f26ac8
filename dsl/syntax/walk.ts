import type { Arg, Expr } from './ast.ts';

/** The expressions directly inside one, in reading order. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'call':
      return expr.args.flatMap(childrenOfArgument);
    case 'negate':
    case 'not':
      return [expr.operand];
    case 'arithmetic':
    case 'compare':
      return [expr.left, expr.right];
    case 'between':
      return [expr.value, expr.low, expr.high];
    case 'in':
      return [expr.value, ...expr.items];
    case 'isMissing':
      return [expr.value];
    case 'otherwise':
      return [expr.value, expr.fallback];
    case 'logical':
      return expr.operands;
    case 'if':
      return [expr.condition, expr.then, expr.else];
    case 'hold':
      return [expr.condition];
    default:
      return [];
  }
}

function childrenOfArgument(arg: Arg): readonly Expr[] {
  if (arg.kind !== 'value') return [];
  return arg.where === undefined ? [arg.value] : [arg.value, arg.where];
}

/** Every node of an expression, itself included, parents first. */
export function* walkExpression(root: Expr): Generator<Expr, void> {
  const waiting: Expr[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    waiting.push(...childrenOf(node).toReversed());
  }
}

/** How many nodes lie on the longest way down; counted without recursion, for texts nobody has checked yet. */
export function depthOf(root: Expr): number {
  let level: readonly Expr[] = [root];
  let depth = 0;
  while (level.length > 0) {
    depth += 1;
    level = level.flatMap(childrenOf);
  }
  return depth;
}
