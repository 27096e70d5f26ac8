import type { Arg, Expr } from '../../syntax/ast.ts';
import { parseExpression } from '../../syntax/parse-expression.ts';
import { printExpression } from '../../syntax/print-expression.ts';

/**
 * The expression's text with another expression in the place of a field.
 * @example replaceField('hour(call_time) < 7', 'call_time', 'started') // 'hour(started) < 7'
 */
export function replaceField(text: string, field: string, by: string): string {
  const [whole, part] = [parseExpression(text).ast, parseExpression(by).ast];
  // Faulty texts are reported where they are compiled.
  return whole && part ? printExpression(replace(whole, field, part)) : text;
}

/** The name of the field that the text consists of, if it is one. */
export function fieldOf(text: string): string | undefined {
  const { ast } = parseExpression(text);
  return ast?.kind === 'path' ? ast.names.join('.') : undefined;
}

function replace(expr: Expr, field: string, by: Expr): Expr {
  const inside = (part: Expr): Expr => replace(part, field, by);
  switch (expr.kind) {
    case 'path':
      return expr.names.join('.') === field ? by : expr;
    case 'call':
      return { ...expr, args: expr.args.map(arg => replaceInArgument(arg, field, by)) };
    case 'negate':
    case 'not':
      return { ...expr, operand: inside(expr.operand) };
    case 'arithmetic':
    case 'compare':
      return { ...expr, left: inside(expr.left), right: inside(expr.right) };
    case 'between':
      return { ...expr, value: inside(expr.value), low: inside(expr.low), high: inside(expr.high) };
    case 'in':
      return { ...expr, value: inside(expr.value), items: expr.items.map(inside) };
    case 'isMissing':
      return { ...expr, value: inside(expr.value) };
    case 'otherwise':
      return { ...expr, value: inside(expr.value), fallback: inside(expr.fallback) };
    case 'logical':
      return { ...expr, operands: expr.operands.map(inside) };
    case 'if':
      return { ...expr, condition: inside(expr.condition), then: inside(expr.then), else: inside(expr.else) };
    case 'hold':
      return { ...expr, condition: inside(expr.condition) };
    default:
      return expr;
  }
}

function replaceInArgument(arg: Arg, field: string, by: Expr): Arg {
  return arg.kind === 'value' ? { ...arg, value: replace(arg.value, field, by) } : arg;
}
