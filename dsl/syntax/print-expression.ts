import type { Arg, Expr } from './ast.ts';
import { printNumber } from './literals.ts';
import type { StreamExpr } from './parser.ts';

/** How tightly a node binds; a looser one inside a tighter place stands in parentheses. */
const LEVEL = { expression: 0, or: 1, and: 2, not: 3, held: 4, test: 5, otherwise: 6, sum: 7, product: 8, unary: 9, primary: 10 } as const; // prettier-ignore

/**
 * What is compared; `otherwise` would fit without parentheses, and would be hard to read. So would `and` beside `or`, and
 * after `not` anything but a name or a call.
 */
const OPERAND = LEVEL.sum;

type Level = (typeof LEVEL)[keyof typeof LEVEL];

/**
 * The canonical text of an expression: one spelling for each meaning, parsed back to the same nodes.
 * @example printExpression(ast) // 'sum(usage.data where off_peak, 7d)'
 */
export function printExpression(expr: Expr): string {
  return print(expr, LEVEL.expression);
}

/** The canonical text of a stream and its condition: `tier.changed where direction = "up"`. */
export function printStream({ stream, where }: StreamExpr): string {
  const { span } = stream;
  return printArgument({ kind: 'value', span, value: stream, ...(where === undefined ? {} : { where }) });
}

/** The canonical text of one argument of a call. */
function printArgument(arg: Arg): string {
  switch (arg.kind) {
    case 'window':
      return arg.word;
    case 'last':
      return `last ${printNumber(arg.count)}`;
    case 'forgive':
      return `forgive ${printNumber(arg.count)} per ${printNumber(arg.days)}d`;
    case 'value': {
      const value = print(arg.value, LEVEL.expression);
      return arg.where === undefined ? value : `${value} where ${print(arg.where, LEVEL.or)}`;
    }
  }
}

function print(expr: Expr, place: Level): string {
  const text = printNode(expr);
  return levelOf(expr) < place ? `(${text})` : text;
}

function printNode(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return printNumber(expr.value);
    case 'quantity':
      return printQuantity(expr.value, expr.unit);
    case 'percent':
      return `${printNumber(expr.value)}%`;
    case 'text':
      return JSON.stringify(expr.value);
    case 'boolean':
      return String(expr.value);
    case 'now':
      return 'now';
    case 'path':
      return expr.names.join('.');
    case 'call':
      return `${expr.name}(${expr.args.map(printArgument).join(', ')})`;
    case 'negate':
      return `-${print(expr.operand, LEVEL.primary)}`;
    case 'arithmetic': {
      const level = levelOf(expr);
      const right = print(expr.right, level === LEVEL.sum ? LEVEL.product : LEVEL.unary);
      return `${print(expr.left, level)} ${expr.operator} ${right}`;
    }
    case 'compare':
      return `${print(expr.left, OPERAND)} ${expr.operator} ${print(expr.right, OPERAND)}`;
    case 'between': {
      const [value, low, high] = [expr.value, expr.low, expr.high].map(part => print(part, OPERAND));
      return `${value} between ${low} and ${high}`;
    }
    case 'in': {
      const items = expr.items.map(item => print(item, OPERAND)).join(', ');
      return `${print(expr.value, OPERAND)} ${expr.negated ? 'not in' : 'in'} [${items}]`;
    }
    case 'isMissing':
      return `${print(expr.value, OPERAND)} is ${expr.negated ? 'not missing' : 'missing'}`;
    case 'otherwise':
      return `${print(expr.value, LEVEL.otherwise)} otherwise ${print(expr.fallback, LEVEL.unary)}`;
    case 'not':
      return `not ${print(expr.operand, LEVEL.primary)}`;
    case 'logical':
      return expr.operands.map(operand => print(operand, LEVEL.not)).join(` ${expr.operator} `);
    case 'if': {
      const then = print(expr.then, LEVEL.or);
      return `if ${print(expr.condition, LEVEL.or)} then ${then} else ${print(expr.else, LEVEL.expression)}`;
    }
    case 'hold':
      return `${print(expr.condition, LEVEL.test)} ${expr.operator} ${printNumber(expr.days)}d`;
  }
}

/** Days and hours stand close to their number (`30d`), other units apart (`300 MB`). */
function printQuantity(value: number, unit: string): string {
  return unit === 'd' || unit === 'h' ? `${printNumber(value)}${unit}` : `${printNumber(value)} ${unit}`;
}

function levelOf(expr: Expr): Level {
  switch (expr.kind) {
    case 'if':
      return LEVEL.expression;
    case 'logical':
      return expr.operator === 'or' ? LEVEL.or : LEVEL.and;
    case 'not':
      return LEVEL.not;
    case 'hold':
      return LEVEL.held;
    case 'compare':
    case 'between':
    case 'in':
    case 'isMissing':
      return LEVEL.test;
    case 'otherwise':
      return LEVEL.otherwise;
    case 'arithmetic':
      return expr.operator === '+' || expr.operator === '-' ? LEVEL.sum : LEVEL.product;
    case 'negate':
      return LEVEL.unary;
    default:
      return LEVEL.primary;
  }
}
