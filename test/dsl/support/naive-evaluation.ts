import type { Expr } from '../../../dsl/syntax/index.ts';

export type NaiveValue = number | boolean | null;

/**
 * What an expression means, in the plainest way: null is missing, and passes through everything but `otherwise`,
 * `is missing`, `largest` and `smallest`.
 */
export function evaluateNaively(expr: Expr, names: Readonly<Record<string, NaiveValue>>): NaiveValue {
  const value = (part: Expr): NaiveValue => evaluateNaively(part, names);
  const through = (parts: readonly Expr[], work: (values: readonly number[]) => NaiveValue): NaiveValue => {
    const values = parts.map(value);
    return values.includes(null) ? null : work(values.map(Number));
  };
  switch (expr.kind) {
    case 'number':
    case 'boolean':
      return expr.value;
    case 'path':
      return names[expr.names.join('.')] ?? null;
    case 'negate':
      return through([expr.operand], ([x = 0]) => -x);
    case 'arithmetic':
      return through([expr.left, expr.right], ([a = 0, b = 0]) => {
        if (expr.operator === '/') return b === 0 ? null : a / b;
        return expr.operator === '+' ? a + b : expr.operator === '-' ? a - b : a * b;
      });
    case 'compare':
      return through([expr.left, expr.right], ([a = 0, b = 0]) => {
        const order = { '=': a === b, '!=': a !== b, '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b };
        return order[expr.operator];
      });
    case 'between':
      return through(
        [expr.value, expr.low, expr.high],
        ([x = 0, low = 0, high = 0]) => low <= x && x <= high,
      );
    case 'in':
      return through([expr.value, ...expr.items], ([x, ...items]) => items.includes(x ?? 0) !== expr.negated);
    case 'isMissing':
      return (value(expr.value) === null) !== expr.negated;
    case 'otherwise':
      return value(expr.value) ?? value(expr.fallback);
    case 'not':
      return through([expr.operand], ([x]) => x === 0);
    case 'logical':
      return through(expr.operands, values =>
        expr.operator === 'and' ? values.every(Boolean) : values.some(Boolean),
      );
    case 'if': {
      const condition = value(expr.condition);
      return condition === null ? null : value(condition === true ? expr.then : expr.else);
    }
    case 'call':
      return evaluateCall(expr, value);
    default:
      throw new Error(`${expr.kind} is not evaluated naively`);
  }
}

function evaluateCall(
  expr: Extract<Expr, { readonly kind: 'call' }>,
  value: (part: Expr) => NaiveValue,
): NaiveValue {
  const args = expr.args.map(arg => (arg.kind === 'value' ? value(arg.value) : null));
  const present = args.filter(arg => arg !== null).map(Number);
  if (expr.name === 'largest') return present.length === 0 ? null : Math.max(...present);
  if (expr.name === 'smallest') return present.length === 0 ? null : Math.min(...present);
  const [x, full] = present;
  if (expr.name !== 'ramp' || x === undefined || full === undefined || full === 0) return null;
  return Math.max(0, 100 * Math.min(1, x / full));
}
