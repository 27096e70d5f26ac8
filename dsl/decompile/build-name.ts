import { pathOf } from '../check/reads.ts';
import { featureKey, featureText } from '../compile/keys.ts';
import type { Logic } from '../program/logic.ts';
import type { Arg, Expr, Span } from '../syntax/ast.ts';
import { parseExpression } from '../syntax/parse-expression.ts';
import { printExpression } from '../syntax/print-expression.ts';
import type { Builder } from './builder.ts';

/** What a variable is called in an expression. */
export function buildName(builder: Builder, pointer: string, path: Logic): Expr | undefined {
  const span = builder.span(pointer);
  if (typeof path !== 'string') return builder.refuse(pointer, 'A variable is named by a text.');
  if (path === 'now') return { kind: 'now', span };
  if (path.startsWith('metrics.')) return buildFeature(builder, pointer, path.slice('metrics.'.length));
  const { scope } = builder;
  if (scope.allows.record && path.startsWith('record.'))
    return buildField(path.slice('record.'.length), span);
  const name = featureText(path.replace(ROOTS, ''));
  const info = scope.resolve(name);
  const reads = info === undefined || info === 'circular' ? undefined : pathOf(info.logic);
  if (reads !== undefined && reads !== path) {
    return builder.refuse(pointer, `\`${path}\` has no name here: \`${name}\` reads \`${reads}\`.`);
  }
  return { kind: 'path', span, names: name.split('.') };
}

/** Where in a customer's data a name is kept. */
export const ROOTS = /^(?:named|scores|segments|standing|event|mission\.fixed|mission)\./;

/** A key is the canonical text of an aggregate or a hold. */
function buildFeature(builder: Builder, pointer: string, key: string): Expr | undefined {
  const { ast, problems } = parseExpression(featureText(key));
  if (ast !== undefined && featureKey(printExpression(ast)) === key)
    return withSpan(ast, builder.span(pointer));
  const why = problems[0]?.message ?? 'it is not the canonical text of an aggregate.';
  return builder.refuse(pointer, `\`metrics.${key}\` has no text form: ${why}`);
}

/** A field by its name, or in quotes where that is no name of the language. */
function buildField(name: string, span: Span): Expr {
  const { ast } = parseExpression(name);
  if (ast?.kind === 'path' && ast.names.join('.') === name) return { ...ast, span };
  const value: Expr = { kind: 'text', span, value: name };
  return { kind: 'call', span, name: 'field', nameSpan: span, args: [{ kind: 'value', span, value }] };
}

/** The expression with every part of it standing at one place. */
function withSpan<Node extends Expr | Arg>(node: Node, span: Span): Node {
  const moved = Object.entries(node).map(([key, value]: [string, unknown]) => {
    if (key === 'span' || key === 'nameSpan') return [key, span];
    if (Array.isArray(value))
      return [key, value.map(item => (isNode(item) ? withSpan(item, span) : (item as unknown)))];
    return [key, isNode(value) ? withSpan(value, span) : value];
  });
  return Object.fromEntries(moved) as Node;
}

function isNode(value: unknown): value is Expr {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
