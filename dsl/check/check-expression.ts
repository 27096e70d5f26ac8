import { CATALOGUE } from '../diagnostics/catalogue.ts';
import { oneOf } from '../diagnostics/suggest.ts';
import type { TypeName } from '../program/logic.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Problem } from '../syntax/problem.ts';
import { literalUnit } from '../types/units.ts';
import { AGGREGATES } from './aggregates.ts';
import { checkAggregate } from './check-aggregate.ts';
import { checkArithmetic, checkNegate } from './check-arithmetic.ts';
import { checkIf, checkLogical, checkMissingTest, checkNot, checkOtherwise } from './check-choices.ts';
import { checkBetween, checkCompare, checkIn } from './check-comparisons.ts';
import { checkFunction } from './check-function.ts';
import { checkMappingCall } from './check-mapping-call.ts';
import { checkNow, checkPath } from './check-names.ts';
import { checkHold, checkSpecial, SPECIAL_BY_NAME } from './check-special.ts';
import { askingStreams } from './asking-streams.ts';
import { compiledSize } from './cost/compiled-size.ts';
import { didYouMean, problemAt } from './context.ts';
import type { CheckContext } from './context.ts';
import { demandBoolean, demandType, refuseMissing } from './demands.ts';
import { write } from './fixes.ts';
import { FUNCTIONS, MAPPING_FUNCTIONS } from './functions.ts';
import type { Scope, Stream } from './scope.ts';
import type { Typed } from './typed.ts';
import { ownValue } from '../program/own-value.ts';

/** What the place asks of an expression. */
export interface Expectation {
  /** Absent: any type will do. */
  readonly type?: TypeName | 'condition';
  /** Whether it may give nothing. */
  readonly allowMissing: boolean;
}

export interface Checked {
  /** Present where there is no error; warnings do not keep it away. */
  readonly typed?: Typed;
  readonly problems: readonly Problem[];
}

/** Operators of the compiled form; the largest default rule has about 60. */
const MAX_COMPILED_SIZE = 2_000;

/** Nobody mends more at once, and a text of nothing but faults would have thousands. */
export const MAX_PROBLEMS = 20;

/** Settles names, types, units and missing values of an expression. */
export function checkExpression(ast: Expr, scope: Scope, expectation: Expectation): Checked {
  const problems: Problem[] = [];
  const isEnough = (): boolean => problems.length >= MAX_PROBLEMS && problems.some(isError);
  const context = createContext(scope, undefined, problem => problems.push(problem), isEnough);
  const typed = boundSize(context, meet(context, context.check(ast), expectation));
  if (expectation.type === 'boolean' || expectation.type === 'condition')
    problems.splice(0, problems.length, ...askingStreams(ast, problems));
  const failed = problems.some(isError);
  if (typed === undefined && !failed) throw new Error('an expression failed its check without a problem');
  return typed === undefined || failed ? { problems: problems.slice(0, MAX_PROBLEMS) } : { typed, problems };
}

const isError = ({ code }: Problem): boolean => CATALOGUE[code].severity === 'error';

function meet(
  context: CheckContext,
  typed: Typed | undefined,
  { type, allowMissing }: Expectation,
): Typed | undefined {
  if (typed === undefined) return undefined;
  const fitting = type === undefined ? typed : ofType(context, typed, type);
  return fitting === undefined || allowMissing ? fitting : refuseMissing(context, fitting);
}

function boundSize(context: CheckContext, typed: Typed | undefined): Typed | undefined {
  const size = typed === undefined ? 0 : compiledSize(typed);
  if (typed === undefined || size <= MAX_COMPILED_SIZE) return typed;
  const message = `Divisions and missing values inside each other make this too large to work out, ${figure(size)} operators where ${figure(MAX_COMPILED_SIZE)} are the most: give a part of it a name as a \`kind: metric\`.`;
  context.report(problemAt(typed.source.span, 'expression-too-costly', message));
  return undefined;
}

const figure = (count: number): string => (count < 1e6 ? count.toLocaleString('en') : 'millions of');

function ofType(context: CheckContext, typed: Typed, type: TypeName | 'condition'): Typed | undefined {
  if (type === 'condition' || type === 'boolean') return demandBoolean(context, typed);
  return demandType(context, typed, type, 'What is wanted here');
}

export function createContext(
  scope: Scope,
  event: Stream | undefined,
  report: (problem: Problem) => void,
  isEnough: () => boolean = () => false,
): CheckContext {
  const context: CheckContext = {
    scope,
    ...(event === undefined ? {} : { event }),
    check: expr => (isEnough() ? undefined : checkNode(context, expr)),
    insideWhere: stream => createContext(scope, stream, report, isEnough),
    report,
  };
  return context;
}

/** One node; what lies inside it is asked of `context.check`. */
export function checkNode(context: CheckContext, expr: Expr): Typed | undefined {
  switch (expr.kind) {
    case 'number':
      return checkFigure(context, expr, { type: 'number', value: expr.value, bare: true });
    case 'percent':
      return checkFigure(context, expr, { type: 'number', value: expr.value / 100 });
    case 'quantity':
      return checkQuantity(context, expr);
    case 'text':
      return {
        kind: 'constant',
        source: expr,
        type: 'text',
        missing: false,
        values: [expr.value],
        value: expr.value,
      };
    case 'boolean':
      return { kind: 'constant', source: expr, type: 'boolean', missing: false, value: expr.value };
    case 'now':
      return checkNow(context, expr);
    case 'path':
      return checkPath(context, expr);
    case 'call':
      return checkCall(context, expr);
    case 'negate':
      return checkNegate(context, expr);
    case 'arithmetic':
      return checkArithmetic(context, expr);
    case 'compare':
      return checkCompare(context, expr);
    case 'between':
      return checkBetween(context, expr);
    case 'in':
      return checkIn(context, expr);
    case 'isMissing':
      return checkMissingTest(context, expr);
    case 'otherwise':
      return checkOtherwise(context, expr);
    case 'not':
      return checkNot(context, expr);
    case 'logical':
      return checkLogical(context, expr);
    case 'if':
      return checkIf(context, expr);
    case 'hold':
      return checkHold(context, expr);
  }
}

function checkQuantity(
  context: CheckContext,
  expr: Extract<Expr, { readonly kind: 'quantity' }>,
): Typed | undefined {
  const unit = literalUnit(expr.unit);
  if (unit === undefined) throw new Error(`the parser let the unit ${expr.unit} pass`);
  // 15 digits, so that 1.1 MB is 1,100,000 bytes and not a little more.
  const value = Number((expr.value * unit.factor).toPrecision(15));
  return checkFigure(context, expr, { type: unit.type, value });
}

/** A literal figure; beyond the largest that can be kept there is only infinity, which is no JSON. */
function checkFigure(
  context: CheckContext,
  expr: Expr,
  figure: { readonly type: TypeName; readonly value: number; readonly bare?: true },
): Typed | undefined {
  if (Number.isFinite(figure.value)) return { kind: 'constant', source: expr, missing: false, ...figure };
  context.report(
    problemAt(expr.span, 'expression-number', 'The number is larger than any that can be reckoned with.', {
      expected: 'a number of fewer than 309 digits',
    }),
  );
  return undefined;
}

const AGGREGATE_BY_NAME = new Map<string, (typeof AGGREGATES)[number]>(
  AGGREGATES.map(row => [row.name, row]),
);
const FUNCTION_BY_NAME = new Map(FUNCTIONS.map(row => [row.name, row]));
const MAPPING_BY_NAME = new Map(MAPPING_FUNCTIONS.map(row => [row.name, row]));

function checkCall(context: CheckContext, expr: Extract<Expr, { readonly kind: 'call' }>): Typed | undefined {
  const aggregate = AGGREGATE_BY_NAME.get(expr.name);
  if (aggregate !== undefined) return checkAggregate(context, expr, aggregate);
  const special = SPECIAL_BY_NAME.get(expr.name);
  if (special !== undefined) return checkSpecial(context, expr, special);
  const plain = FUNCTION_BY_NAME.get(expr.name);
  if (plain !== undefined) return checkFunction(context, expr, plain);
  const mapping = MAPPING_BY_NAME.get(expr.name);
  if (mapping !== undefined) return checkMappingCall(context, expr, mapping);
  const own = context.scope.allows.record ? [MAPPING_BY_NAME] : [AGGREGATE_BY_NAME, SPECIAL_BY_NAME];
  const known = [...own, FUNCTION_BY_NAME].flatMap(rows => [...rows.keys()]);
  const meant = foreignFunction(expr.name, known);
  // With a blank left out or put in, a condition in parentheses reads as a call.
  const near = didYouMean(expr.name, meant === undefined ? [...known, 'not'] : [], expr.nameSpan);
  const instead = meant === undefined ? near.hint : ` — ${meant.says}.`;
  const fix = meant?.write === undefined ? near.fix : write({ span: expr.nameSpan }, meant.write);
  const message = `There is no function \`${expr.name}\`${instead === '' ? '.' : instead}`;
  context.report(
    problemAt(expr.nameSpan, 'function-unknown', message, { expected: `one of ${oneOf(known)}`, fix }),
  );
  return undefined;
}

/** `SUM`, and what others call what we call `avg`. */
function foreignFunction(name: string, known: readonly string[]): Foreign | undefined {
  const small = name.toLowerCase();
  if (small !== name && known.includes(small))
    return { says: `functions are written in small letters, \`${small}\``, write: small };
  return ownValue(FOREIGN_FUNCTIONS, small);
}

interface Foreign {
  readonly says: string;
  /** The name that does the same with the same arguments. */
  readonly write?: string;
}

const STAND_IN: Foreign = { says: 'what stands in for a missing value follows `otherwise`' };
const MEAN: Foreign = { says: 'the mean of events is `avg`', write: 'avg' };
const WHOLE: Foreign = { says: 'up to the next whole number goes `round_up`', write: 'round_up' };

/** What people bring along from spreadsheets and SQL. */
const FOREIGN_FUNCTIONS: Readonly<Record<string, Foreign>> = {
  if: { says: 'a choice is written `if … then … else …`' },
  coalesce: STAND_IN,
  ifnull: STAND_IN,
  isnull: { says: 'ask `x is missing`' },
  average: MEAN,
  mean: MEAN,
  ceil: WHOLE,
  ceiling: WHOLE,
  round: { says: 'up to the next whole number goes `round_up`' },
  today: { says: 'the present time is `now`' },
  abs: { says: 'the size of a figure without its sign is `largest(x, -x)`' },
  days_since: { says: 'a span of time in days is `(now - x) / 1d`, and compared as in `now - x > 30d`' },
  datediff: { says: 'a span of time is a difference, as in `now - first_seen > 30d`' },
  greatest: { says: 'the largest of several values is `largest`', write: 'largest' },
  least: { says: 'the smallest of several values is `smallest`', write: 'smallest' },
};
