import type { TypeName } from '../program/logic.ts';
import type { Arg, Expr, Span } from '../syntax/ast.ts';
import { printNumber } from '../syntax/literals.ts';
import { parseExpression } from '../syntax/parse-expression.ts';
import { printExpression } from '../syntax/print-expression.ts';
import type { ProblemFix } from '../syntax/problem.ts';
import { isNumeric } from '../types/types.ts';
import { literalUnit } from '../types/units.ts';
import type { Typed } from './typed.ts';

/** The unit that figures of a type are usually written in, as it follows the number. */
export const USUAL_UNITS: Readonly<Partial<Record<TypeName, string>>> = {
  duration: 'd',
  data: ' MB',
  speed: ' Mbps',
};

/** A plain number where a quantity is wanted: `500` → `500 MB`, `7` → `7d`, `48` → `48h` or `48d`. */
export function addUnit(value: Typed, wanted: TypeName): readonly ProblemFix[] {
  const { source } = value;
  const usual = USUAL_UNITS[wanted];
  if (usual === undefined || !isPlainNumber(source)) return [];
  const isInHours = wanted === 'duration' && source.kind === 'number' && FIGURES_OF_HOURS.has(source.value);
  const units = isInHours ? ['h', usual] : [usual];
  const { end } = source.span;
  return units.map(unit => ({
    title: `Add the unit: \`${unit.trim()}\``,
    span: { start: end, end },
    text: unit,
  }));
}

/** Days that nobody counts, and hours that everybody does. */
const FIGURES_OF_HOURS: ReadonlySet<number> = new Set([24, 36, 48, 72, 96]);

/** A quantity where a plain number is wanted: `60 MB` → `60`. */
export function dropUnit({ source }: Typed, wanted: TypeName): ProblemFix | undefined {
  return source.kind === 'quantity' && wanted === 'number'
    ? write(source, printNumber(source.value))
    : undefined;
}

/** A figure in quotes, or a text without them: `"5"` ↔ `5`, `"14d"` → `14d`. */
export function changeQuotes({ source }: Typed, wanted: TypeName): ProblemFix | undefined {
  if (source.kind === 'number' && wanted === 'text') return write(source, `"${printNumber(source.value)}"`);
  if (source.kind !== 'text' || !isNumeric(wanted)) return undefined;
  if (/^\d+(\.\d+)?$/.test(source.value)) return write(source, source.value);
  const { ast } = parseExpression(source.value);
  const isQuantity = ast?.kind === 'quantity' && literalUnit(ast.unit)?.type === wanted;
  return isQuantity ? write(source, source.value) : undefined;
}

export function isPlainNumber(expr: Expr): boolean {
  return expr.kind === 'number' || (expr.kind === 'negate' && expr.operand.kind === 'number');
}

/** The fix that puts `text` in place of an expression. */
export function write({ span }: { readonly span: Span }, text: string): ProblemFix {
  return { title: `Write \`${text}\``, span, text };
}

type CallExpr = Extract<Expr, { readonly kind: 'call' }>;

/** A further argument at the end of a call. */
export function addArgument({ span }: CallExpr, text: string): ProblemFix {
  const place = { start: span.end - 1, end: span.end - 1 };
  return { title: `Add \`${text}\``, span: place, text: `, ${text}` };
}

/** Leaves out an argument, not the first, and all that follow it. */
export function removeFrom({ args }: CallExpr, arg: Arg, title: string): ProblemFix | undefined {
  const before = args[args.indexOf(arg) - 1];
  const last = args.at(-1);
  if (before === undefined || last === undefined) return undefined;
  return { title, span: { start: before.span.end, end: last.span.end }, text: '' };
}

/** What is looser than a sum stands in parentheses wherever a value may stand. */
export function besideOthers(value: Expr): string {
  const text = printExpression(value);
  return LOOSE.has(value.kind) ? `(${text})` : text;
}

/** What is looser than a product stands in parentheses wherever a factor may stand. */
export function asFactor(value: Expr): string {
  const isSum = value.kind === 'arithmetic' && (value.operator === '+' || value.operator === '-');
  return isSum || value.kind === 'otherwise' ? `(${printExpression(value)})` : besideOthers(value);
}

const LOOSE: ReadonlySet<Expr['kind']> = new Set([
  'if', 'logical', 'not', 'hold', 'compare', 'between', 'in', 'isMissing',
]); // prettier-ignore
