import { adapt, convert, unify } from '../check/adapt.ts';
import { checkNode, createContext } from '../check/check-expression.ts';
import type { CheckContext } from '../check/context.ts';
import type { Scope } from '../check/scope.ts';
import type { Typed } from '../check/typed.ts';
import { createValueCompiler } from '../compile/expressions/compile-expression.ts';
import { createFeatureRegistry } from '../compile/features/feature-registry.ts';
import type { Missing } from '../compile/expressions/missing.ts';
import type { Logic, TypeName } from '../program/logic.ts';
import type { Expr, Span } from '../syntax/ast.ts';
import { createLogicKeys } from './logic-keys.ts';
import type { KeyOf } from './logic-keys.ts';
import type { Places } from './places.ts';

/** A piece of logic and the JSON pointer to it. */
export interface Part {
  readonly logic: Logic;
  readonly pointer: string;
}

/**
 * How `{"if": [test, a, b]}` is taken where it can be both: as `b otherwise a`, where b is missing exactly where the
 * test is met, or as `if test then a else b`.
 */
export type Reading = 'otherwise' | 'choice';

/** What has no text form, and where. */
export interface Refusal {
  readonly pointer: string;
  readonly message: string;
}

/** What the builders of the single constructs share. */
export interface Builder {
  readonly scope: Scope;
  readonly reading: Reading;
  /** The same work with the other reading. */
  readonly otherReading: Builder;
  /** The expression of a part, its figures written for the wanted type; undefined: refused. */
  build(part: Part, wanted?: TypeName): Expr | undefined;
  /** Several parts that are to be of one type. */
  buildAlike(parts: readonly Part[], wanted?: TypeName): readonly Expr[] | undefined;
  /** What checking makes of an expression so far; undefined where it is not sound. */
  typed(expr: Expr): Typed | undefined;
  /** When the expression's value is missing. */
  missing(expr: Expr): Missing | undefined;
  /** The same expression where its place reads a value of no known type as `type`. */
  converted(expr: Expr, type: TypeName): Expr;
  /** A text that is the same for the same logic. */
  readonly keyOf: KeyOf;
  span(pointer: string): Span;
  refuse(pointer: string, message: string): undefined;
}

/** An operation with its arguments. */
export interface Work {
  readonly builder: Builder;
  readonly name: string;
  readonly pointer: string;
  readonly parts: readonly Part[];
  readonly wanted: TypeName | undefined;
}

export type BuildNode = (builder: Builder, part: Part, wanted: TypeName | undefined) => Expr | undefined;

export function createBuilder(given: Scope, places: Places, refusals: Refusal[], node: BuildNode): Builder {
  // What is only tried must not be told to the registry of the rules.
  const scope: Scope = { ...given, features: createFeatureRegistry({ latenessDays: 0 }) };
  const checked = new Map<Expr, Typed | undefined>();
  const compileValue = createValueCompiler(scope);
  const keyOf = createLogicKeys();
  const conversions = new Map<Expr, { readonly of: Expr; readonly type: TypeName }>();
  const context: CheckContext = { ...createContext(scope, undefined, () => undefined), check: typed };

  function typed(expr: Expr): Typed | undefined {
    if (checked.has(expr)) return checked.get(expr);
    const conversion = conversions.get(expr);
    const of = conversion && typed(conversion.of);
    const result = conversion === undefined ? checkOwn(expr) : of && convert(of, conversion.type);
    checked.set(expr, result);
    return result;
  }

  /** What an unknown name may have meant is looked for once, when the whole is checked. */
  function checkOwn(expr: Expr): Typed | undefined {
    const isUnknown =
      expr.kind === 'path' && !scope.allows.record && scope.resolve(expr.names.join('.')) === undefined;
    return isUnknown ? undefined : checkNode(context, expr);
  }

  function withReading(reading: Reading, other?: Builder): Builder {
    const built = new Map<string, Expr | undefined>();
    let sibling = other;
    const builder: Builder = {
      scope,
      reading,
      get otherReading() {
        sibling ??= withReading(reading === 'otherwise' ? 'choice' : 'otherwise', builder);
        return sibling;
      },
      build: (part, wanted) => {
        const key = `${part.pointer} ${wanted ?? ''} ${keyOf(part.logic)}`;
        if (!built.has(key)) built.set(key, node(builder, part, wanted));
        return built.get(key);
      },
      buildAlike: (parts, wanted) => buildAlike(builder, parts, wanted),
      typed,
      missing: expr => {
        const value = typed(expr);
        return value && compileValue(value).missing;
      },
      converted: (expr, type) => {
        const same = { ...expr };
        conversions.set(same, { of: expr, type });
        return same;
      },
      keyOf,
      span: places.spanOf,
      refuse: (pointer, message) => {
        refusals.push({ pointer, message });
        return undefined;
      },
    };
    return builder;
  }
  return withReading('otherwise');
}

/** With figures of the wanted type where they go together, else of the type of one of them. */
function buildAlike(
  builder: Builder,
  parts: readonly Part[],
  wanted: TypeName | undefined,
): readonly Expr[] | undefined {
  const natural = buildAll(builder, parts, wanted);
  if (natural === undefined) return undefined;
  const types = new Set<TypeName | undefined>([wanted]);
  for (const expr of natural) {
    const value = builder.typed(expr);
    if (value !== undefined && value.bare !== true && value.type !== 'any') types.add(value.type);
  }
  const tries = [...types].flatMap(type => {
    const exprs = buildAll(builder, parts, type);
    return exprs === undefined ? [] : [exprs];
  });
  return (
    tries.find(exprs => goTogether(builder, exprs, wanted)) ??
    tries.find(exprs => goTogether(builder, exprs, undefined)) ??
    natural
  );
}

function goTogether(builder: Builder, exprs: readonly Expr[], wanted: TypeName | undefined): boolean {
  const values = exprs.map(builder.typed);
  const known = values.filter(value => value !== undefined);
  if (known.length < values.length) return false;
  const common = unify(known);
  if (common === undefined) return false;
  return wanted === undefined || common.values.every(value => adapt(value, wanted) !== undefined);
}

function buildAll(
  builder: Builder,
  parts: readonly Part[],
  wanted: TypeName | undefined,
): readonly Expr[] | undefined {
  const exprs = parts.map(part => builder.build(part, wanted));
  const present = exprs.filter(expr => expr !== undefined);
  return present.length < exprs.length ? undefined : present;
}
