import { adapt } from '../check/adapt.ts';
import { checkExpression } from '../check/check-expression.ts';
import type { Expectation } from '../check/check-expression.ts';
import { COST_LIMITS, excessiveCost } from '../check/cost/limits.ts';
import type { CostLimits } from '../check/cost/limits.ts';
import { pathOf } from '../check/reads.ts';
import type { Scope } from '../check/scope.ts';
import { compileText } from '../compile/expressions/compile-text.ts';
import { createFeatureRegistry } from '../compile/features/feature-registry.ts';
import { CATALOGUE } from '../diagnostics/catalogue.ts';
import type { DiagnosticCode, Severity } from '../diagnostics/catalogue.ts';
import { isLogicCode } from '../diagnostics/pages/logic-pages.ts';
import type { LogicPageCode } from '../diagnostics/pages/logic-pages.ts';
import { validateLogic } from '../documents/validate-logic.ts';
import type { Expression, Logic, TypeName } from '../program/logic.ts';
import type { Expr } from '../syntax/ast.ts';
import { printExpression } from '../syntax/print-expression.ts';
import type { Problem } from '../syntax/problem.ts';
import { buildNode } from './build-node.ts';
import { createBuilder } from './builder.ts';
import type { Builder, Refusal } from './builder.ts';
import { readLooseLogic } from './loose-logic.ts';
import { sameLogic } from './operation.ts';
import { createPlaces } from './places.ts';
import type { Places } from './places.ts';

/** A code of the catalogue where the rule is wrong as an author's text would be, or one of JSONLogic alone. */
export type LogicCode = DiagnosticCode | LogicPageCode;

/** A problem of a JSONLogic rule: what an author's text would be told, at a place in the JSON. */
export interface LogicDiagnostic {
  readonly code: LogicCode;
  readonly severity: Severity;
  /** JSON pointer to the part that is wrong; '' is the whole. */
  readonly path: string;
  readonly message: string;
  readonly expected?: string;
}

export interface Decompiled {
  /** Present where there is no error. */
  readonly expression?: Expression;
  /** Whether the text compiles to this very JSON; otherwise to JSON of the same meaning. */
  readonly exact: boolean;
  readonly diagnostics: readonly LogicDiagnostic[];
}

/**
 * JSONLogic → the expression that compiles to it, or exactly what is wrong with it or has no text form. It is checked
 * as an author's text is.
 * @example decompile({ '>=': [{ var: 'scores.risk' }, 60] }, scope, { type: 'condition', allowMissing: false }).expression?.text // 'risk >= 60'
 */
export function decompile(
  logic: unknown,
  scope: Scope,
  expectation: Expectation,
  limits: CostLimits = COST_LIMITS,
): Decompiled {
  const strict = readLooseLogic(logic, scope);
  const { diagnostics, ...decompiled } = decompileStrict(
    strict.logic,
    scope,
    withTypeOf(strict.logic, expectation),
    limits,
  );
  return {
    ...decompiled,
    exact: decompiled.exact && strict.logic === logic,
    diagnostics: diagnostics.map(problem => ({ ...problem, path: strict.pointerOf(problem.path) })),
  };
}

/** Where a value of any type will do, logic that makes a text of a value wants a text. */
function withTypeOf(logic: unknown, expectation: Expectation): Expectation {
  const isText =
    typeof logic === 'object' && logic !== null && !Array.isArray(logic) && Object.keys(logic)[0] === 'text';
  return isText && expectation.type === undefined ? { ...expectation, type: 'text' } : expectation;
}

function decompileStrict(
  logic: unknown,
  scope: Scope,
  expectation: Expectation,
  limits: CostLimits,
): Decompiled {
  const invalid = validateLogic(logic);
  if (invalid.length > 0) {
    return failed(
      invalid.map(({ path, message }) =>
        diagnosticOf('logic-no-rule', path, `${message}${keptAs(partAt(logic, path), scope)}`),
      ),
    );
  }
  const rule = logic as Logic;
  const places = createPlaces();
  const refusals: Refusal[] = [];
  const builder = createBuilder(scope, places, refusals, buildNode);
  const wanted = { expectation, limits };
  const found = [builder, builder.otherReading].flatMap(reader => attempt(reader, rule, places, wanted));
  const best = found.find(({ exact }) => exact) ?? found.find(({ expression }) => expression !== undefined);
  return best ?? found[0] ?? failed(refusalsOf(refusals));
}

/** `{"var": "tier"}`: a name as expressions write it. */
function keptAs(name: unknown, scope: Scope): string {
  const info = typeof name === 'string' ? scope.resolve(name) : undefined;
  const path = info === undefined || info === 'circular' ? undefined : pathOf(info.logic);
  return path === undefined || path === name ? '' : ` Did you mean \`${path}\`?`;
}

/** The part of a JSON value that a pointer leads to. */
function partAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (part, step) =>
        typeof part === 'object' && part !== null && Object.hasOwn(part, step)
          ? (Reflect.get(part, step) as unknown)
          : undefined,
      value,
    );
}

interface Wanted {
  readonly expectation: Expectation;
  readonly limits: CostLimits;
}

function attempt(builder: Builder, logic: Logic, places: Places, wanted: Wanted): readonly Decompiled[] {
  const { expectation } = wanted;
  const { type } = expectation;
  const ast = buildWhole(builder, logic, type === 'condition' ? 'boolean' : type);
  if (ast === undefined) return [];
  const scope: Scope = { ...builder.scope, features: createFeatureRegistry({ latenessDays: 0 }) };
  const { typed, problems } = checkExpression(ast, scope, expectation);
  const diagnostics = problems.map(problem => placed(problem, places));
  if (typed === undefined) return [failed(diagnostics)];
  return [compileAgain(ast, logic, scope, wanted, diagnostics)];
}

/** Plain figures (`500`) where they fit what is wanted, else figures with units (`500 points`). */
function buildWhole(builder: Builder, logic: Logic, wanted: TypeName | undefined): Expr | undefined {
  const part = { logic, pointer: '' };
  if (wanted === undefined || wanted === 'boolean') return builder.build(part, wanted);
  const plain = builder.build(part);
  const value = plain && builder.typed(plain);
  return value !== undefined && adapt(value, wanted) !== undefined ? plain : builder.build(part, wanted);
}

/** The text is what counts: it must be read back as the rule that is promised. */
function compileAgain(
  ast: Expr,
  logic: Logic,
  scope: Scope,
  { expectation, limits }: Wanted,
  warnings: readonly LogicDiagnostic[],
): Decompiled {
  const { expression, problems, cost } = compileText(printExpression(ast), scope, expectation);
  if (expression === undefined) {
    return failed(problems.map(({ code, message }) => diagnosticOf(code, '', message)));
  }
  const excess = excessiveCost(cost, limits.rule);
  if (excess !== undefined) return failed([diagnosticOf('expression-too-costly', '', excess)]);
  return { expression, exact: sameLogic(expression.logic, logic), diagnostics: warnings };
}

function placed({ code, span, message, expected }: Problem, places: Places): LogicDiagnostic {
  const diagnostic = diagnosticOf(code, places.pointerOf(span), message);
  return expected === undefined ? diagnostic : { ...diagnostic, expected };
}

function refusalsOf(refusals: readonly Refusal[]): readonly LogicDiagnostic[] {
  const unique = new Map(refusals.map(refusal => [`${refusal.pointer} ${refusal.message}`, refusal]));
  return [...unique.values()].map(({ pointer, message }) => diagnosticOf('logic-no-text', pointer, message));
}

function failed(diagnostics: readonly LogicDiagnostic[]): Decompiled {
  return { exact: false, diagnostics };
}

function diagnosticOf(code: LogicCode, path: string, message: string): LogicDiagnostic {
  return { code, severity: isLogicCode(code) ? 'error' : CATALOGUE[code].severity, path, message };
}
