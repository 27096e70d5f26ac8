import { featureKey } from '../../dsl/compile/keys.ts';
import type { TypeName } from '../../dsl/program/logic.ts';
import type { Program } from '../../dsl/program/program.ts';
import { parseExpression, printExpression } from '../../dsl/syntax/index.ts';
import { literalUnit } from '../../dsl/types/index.ts';
import type { Scalar } from '../logic/index.ts';
import { quantityOf } from './quantity.ts';
import type { TestValue } from './scenario.ts';

export interface Given {
  /** Constants of the release. */
  readonly percentiles: Readonly<Record<string, number>>;
  /** What stands fast for the whole story, by variable path. */
  readonly values: Readonly<Record<string, Scalar>>;
  readonly problems: readonly GivenProblem[];
}

/** Something given that cannot be: what its key names, or what is written for it. */
export interface GivenProblem {
  readonly key: string;
  readonly fault: 'name' | 'value';
  readonly message: string;
  /** What could have been meant by the key. */
  readonly candidates?: readonly string[];
}

type Target =
  | { readonly kind: 'percentile'; readonly key: string }
  | { readonly kind: 'value'; readonly path: string; readonly type: TypeName }
  | { readonly kind: 'problem'; readonly message: string; readonly candidates?: readonly string[] };

/**
 * What a test document takes as given: percentiles of the customer base, and scores, metrics or aggregates
 * (`engagement`, `tenure`, `sum(usage.data, 30d)`) that need no events then.
 */
export function readGiven({ given = {} }: TestValue, program: Program): Given {
  const percentiles: Record<string, number> = {};
  const values: Record<string, Scalar> = {};
  const problems: GivenProblem[] = [];
  const refuseValue = (key: string, written: string, type: string): void =>
    void problems.push({ key, fault: 'value', message: `given "${key}": "${written}" is no ${type}` });
  for (const [key, plain] of Object.entries(given)) {
    const written = String(plain);
    const target = targetOf(key, program);
    if (target.kind === 'problem') {
      const { message, candidates } = target;
      problems.push({ key, fault: 'name', message, ...(candidates === undefined ? {} : { candidates }) });
      continue;
    }
    const type = target.kind === 'percentile' ? 'any' : target.type;
    const value = valueOf(written, type);
    if (value === undefined) refuseValue(key, written, type);
    else if (target.kind === 'value') values[target.path] = value;
    else if (typeof value === 'number') percentiles[target.key] = value;
    else refuseValue(key, written, 'number');
  }
  return { percentiles, values, problems };
}

function targetOf(text: string, program: Program): Target {
  const percentile = percentileKey(text);
  if (percentile !== undefined) return { kind: 'percentile', key: percentile };
  const { ast } = parseExpression(text);
  const id = ast?.kind === 'path' ? ast.names.join('.') : undefined;
  if (program.scores.some(score => score.id === id))
    return { kind: 'value', path: `scores.${id}`, type: 'number' };
  const named = program.named.find(rule => rule.id === id);
  if (named !== undefined) return { kind: 'value', path: `named.${named.id}`, type: named.value.type };
  const key = ast === undefined ? undefined : featureKey(printExpression(ast));
  const feature = key === undefined ? undefined : program.manifest.features[key];
  if (feature === undefined)
    return {
      kind: 'problem',
      message: `given "${text}" is no score, metric or aggregate that a rule reads`,
      candidates: [...program.scores, ...program.named].map(rule => rule.id),
    };
  if (feature.local)
    return {
      kind: 'problem',
      message: `given "${text}" is another for every mission; send the events instead`,
    };
  return { kind: 'value', path: `metrics.${feature.key}`, type: feature.type };
}

/** `percentile(metric, 95%)` or, for one segment, `percentile(metric, 95%, prepaid)`. */
function percentileKey(text: string): string | undefined {
  const { ast: expression } = parseExpression(text);
  if (expression?.kind !== 'call' || expression.name !== 'percentile') return undefined;
  const [metric, percent, segment] = expression.args.map(argument =>
    argument.kind === 'value' ? argument.value : undefined,
  );
  if (metric?.kind !== 'path' || percent?.kind !== 'percent') return undefined;
  const base = `${metric.names.join('.')}@${percent.value}`;
  return segment?.kind === 'path' ? `${base}@${segment.names.join('.')}` : base;
}

/** `missing` says that there is nothing to know. */
function valueOf(text: string, type: TypeName): Scalar | undefined {
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
