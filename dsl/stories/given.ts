import { featureKey } from '../compile/keys.ts';
import type { TypeName } from '../program/logic.ts';
import { parseExpression, printExpression } from '../syntax/index.ts';
import type { Expr } from '../syntax/index.ts';
import { literalUnit } from '../types/index.ts';
import { quantityOf } from './quantity.ts';

/** What a key of `given` speaks of. */
export type GivenKey =
  /** `key`: as the constants of a release are named. */
  | { readonly kind: 'percentile'; readonly key: string }
  | { readonly kind: 'name'; readonly name: string }
  /** `key`: of a feature, should a rule read it. */
  | { readonly kind: 'feature'; readonly key: string };

/**
 * Reads a key of `given`: a percentile of the base, a score or named value, or an aggregate.
 * @example givenKey('sum(usage.data, 30d)') // { kind: 'feature', … }
 */
export function givenKey(text: string): GivenKey | undefined {
  const { ast } = parseExpression(text);
  if (ast === undefined) return undefined;
  const percentile = percentileKey(ast);
  if (percentile !== undefined) return { kind: 'percentile', key: percentile };
  if (ast.kind === 'path') return { kind: 'name', name: ast.names.join('.') };
  return { kind: 'feature', key: featureKey(printExpression(ast)) };
}

/** `percentile(metric, 95%)` or, for one segment, `percentile(metric, 95%, prepaid)`. */
function percentileKey(expression: Expr): string | undefined {
  if (expression.kind !== 'call' || expression.name !== 'percentile') return undefined;
  const [metric, percent, segment] = expression.args.map(argument =>
    argument.kind === 'value' ? argument.value : undefined,
  );
  if (metric?.kind !== 'path' || percent?.kind !== 'percent') return undefined;
  const base = `${metric.names.join('.')}@${percent.value}`;
  return segment?.kind === 'path' ? `${base}@${segment.names.join('.')}` : base;
}

/** A given value in its type's base; null: there is nothing to know (`missing`); undefined: it is none of that type. */
export function givenValue(text: string, type: TypeName): number | string | boolean | null | undefined {
  if (text === 'missing') return null;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (type === 'text') return text;
  if (type === 'time') {
    const time = Date.parse(text);
    return Number.isNaN(time) ? undefined : time;
  }
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(text.trim())?.[1];
  if (percent !== undefined) return type === 'number' || type === 'any' ? Number(percent) / 100 : undefined;
  const quantity = quantityOf(text);
  if (quantity === undefined) return type === 'any' ? text : undefined;
  if (type === 'any') return quantity.base;
  const unitType = quantity.unit === undefined ? undefined : literalUnit(quantity.unit)?.type;
  if (unitType !== undefined) return unitType === type ? quantity.base : undefined;
  return PLAIN.has(type) ? quantity.value : undefined;
}

/** Written as bare figures in the rules, too. */
const PLAIN: ReadonlySet<TypeName> = new Set<TypeName>(['number', 'money', 'points']);
