import type { TypeName } from '../program/logic.ts';
import type { Arg, Expr } from '../syntax/ast.ts';
import { printExpression } from '../syntax/print-expression.ts';
import { isNumeric, isOrdered, phraseOf } from '../types/types.ts';
import { adapt, unify } from './adapt.ts';
import { problemAt } from './context.ts';
import type { CheckContext } from './context.ts';
import { demandType, isA } from './demands.ts';
import type { FunctionRow, Parameter } from './functions.ts';
import { addUnit, dropUnit, removeFrom, write } from './fixes.ts';
import { isZero, neverZero } from './never-zero.ts';
import type { Typed } from './typed.ts';

type CallExpr = Extract<Expr, { readonly kind: 'call' }>;

/** A call of a function: `ramp(x, 24)`. */
export function checkFunction(context: CheckContext, expr: CallExpr, row: FunctionRow): Typed | undefined {
  const values = argumentValues(context, expr, row);
  if (values === undefined) return undefined;
  const shared = unifyShared(context, expr, row, values);
  if (shared === undefined) return undefined;
  const typed = values.map((value, index) => {
    const parameter = parameterAt(row, index);
    if (parameter.type === 'T') return adapt(value, shared);
    return demandType(context, value, parameter.type, `\`${parameter.name}\` of \`${row.name}\``);
  });
  const args = typed.filter(arg => arg !== undefined);
  if (args.length < typed.length) return undefined;
  const divisors = (row.divisors ?? []).flatMap(index => args[index] ?? []);
  const zero = divisors.find(isZero);
  if (zero !== undefined) {
    context.report(
      problemAt(zero.source.span, 'division-by-zero', `\`${row.name}\` divides by this, so it cannot be 0.`),
    );
    return undefined;
  }
  const missing = row.skipsMissing
    ? args.every(arg => arg.missing)
    : args.some(arg => arg.missing) || !divisors.every(neverZero);
  const type = row.result === 'T' ? shared : row.result;
  const bare = row.result === 'T' && args.every(arg => arg.bare === true);
  return { kind: 'function', source: expr, type, missing, bare, row, args };
}

function argumentValues(
  context: CheckContext,
  expr: CallExpr,
  row: FunctionRow,
): readonly Typed[] | undefined {
  const { name, parameters, variadic } = row;
  const least = parameters.length;
  if (expr.args.length < least || (expr.args.length > least && !variadic)) {
    const count = `${variadic ? 'at least ' : ''}${least} argument${least === 1 ? '' : 's'}`;
    const names = parameters.map(parameter => parameter.name).join(', ');
    const message = `\`${name}\` takes ${count} (${names}), not ${expr.args.length}.`;
    const surplus = expr.args[least];
    const fix = surplus === undefined ? undefined : removeFrom(expr, surplus, 'Remove what is too much');
    const expected = `${name}(${names}${variadic ? ', …' : ''})`;
    context.report(problemAt(expr.span, 'argument-count', message, { expected, fix }));
    return undefined;
  }
  const values = expr.args.map(arg => {
    const value = plainArgument(context, arg, name);
    return value === undefined ? undefined : context.check(value);
  });
  const present = values.filter(value => value !== undefined);
  return present.length < values.length ? undefined : present;
}

/** The value of an argument that may be nothing but a value; a window's word alone is a name here. */
export function plainArgument(context: CheckContext, arg: Arg, name: string): Expr | undefined {
  if (arg.kind === 'window') return { kind: 'path', span: arg.span, names: [arg.word] };
  if (arg.kind === 'value' && arg.where === undefined) return arg.value;
  const what = arg.kind === 'value' ? '`where`' : `\`${arg.kind}\``;
  const message = `${what} belongs to aggregates over events: \`${name}\` takes plain values.`;
  const fix = arg.kind === 'value' ? write(arg, printExpression(arg.value)) : undefined;
  context.report(problemAt(arg.span, 'argument-wrong', message, { expected: 'a plain value', fix }));
  return undefined;
}

function parameterAt(row: FunctionRow, index: number): Parameter {
  const parameter = row.parameters[Math.min(index, row.parameters.length - 1)];
  if (parameter === undefined) throw new Error(`${row.name} has no parameters`);
  return parameter;
}

/** The one type that the parameters of type T share. */
function unifyShared(
  context: CheckContext,
  expr: CallExpr,
  row: FunctionRow,
  values: readonly Typed[],
): TypeName | undefined {
  const shared = values.filter((_, index) => parameterAt(row, index).type === 'T');
  if (shared.length === 0) return 'number';
  const type = unify(shared)?.type;
  if (type === undefined) {
    // A plain figure may fit both of two that clash.
    const first = shared.find(value => shared.some(other => unify([value, other]) === undefined));
    const other = shared.find(value => first !== undefined && unify([first, value]) === undefined);
    if (first !== undefined && other !== undefined) {
      const [unit] = [...addUnit(first, other.type), ...addUnit(other, first.type)];
      const isQuantity = isNumeric(first.type) && isNumeric(other.type);
      const code = unit ? 'type-unit-missing' : isQuantity ? 'type-units' : 'type-mismatch';
      const message = `${isA(first)}, ${isA(other)}: \`${row.name}\` needs values of one kind.`;
      const fix = unit ?? dropUnit(first, other.type) ?? dropUnit(other, first.type);
      context.report(problemAt(expr.span, code, message, { fix }));
    }
    return undefined;
  }
  if (type === 'any') return 'number';
  if (row.skipsMissing ? isOrdered(type) : isNumeric(type)) return type;
  const wrong = shared.find(value => value.type === type);
  if (wrong !== undefined) {
    const message = `\`${row.name}\` takes numbers and quantities, but ${isA(wrong)}.`;
    context.report(problemAt(wrong.source.span, 'type-mismatch', message, { expected: phraseOf('number') }));
  }
  return undefined;
}
