import type { TypeName } from '../../dsl/program/logic.ts';
import type { Program } from '../../dsl/program/program.ts';
import { givenKey, givenValue } from '../../dsl/stories/given.ts';
import type { Scalar } from '../logic/index.ts';
import type { TestValue } from './scenario.ts';
import { ownValue } from '../../dsl/program/own-value.ts';

export interface Given {
  /** Constants of the release. */
  readonly percentiles: Readonly<Record<string, number>>;
  /** What stands fast for the whole story, by variable path. */
  readonly values: Readonly<Record<string, Scalar>>;
  readonly problems: readonly { readonly key: string; readonly message: string }[];
}

type Target =
  | { readonly kind: 'percentile'; readonly key: string }
  | { readonly kind: 'value'; readonly path: string; readonly type: TypeName }
  | { readonly kind: 'problem'; readonly message: string };

/**
 * What a test document takes as given: percentiles of the customer base, and scores, metrics or aggregates
 * (`engagement`, `tenure`, `sum(usage.data, 30d)`) that need no events then.
 */
export function readGiven({ given = {} }: TestValue, program: Program): Given {
  const percentiles: Record<string, number> = {};
  const values: Record<string, Scalar> = {};
  const problems: { readonly key: string; readonly message: string }[] = [];
  const refuse = (key: string, message: string): void => void problems.push({ key, message });
  for (const [text, plain] of Object.entries(given)) {
    const written = String(plain);
    const target = targetOf(text, program);
    if (target.kind === 'problem') {
      refuse(text, target.message);
      continue;
    }
    const type = target.kind === 'percentile' ? 'any' : target.type;
    const value = givenValue(written, type);
    if (value === undefined) refuse(text, `given "${text}": "${written}" is no ${type}`);
    else if (target.kind === 'value') values[target.path] = value;
    else if (typeof value === 'number') percentiles[target.key] = value;
    else refuse(text, `given "${text}": "${written}" is no number`);
  }
  return { percentiles, values, problems };
}

function targetOf(text: string, program: Program): Target {
  const key = givenKey(text);
  if (key?.kind === 'percentile') return key;
  const name = key?.kind === 'name' ? key.name : undefined;
  if (program.scores.some(score => score.id === name))
    return { kind: 'value', path: `scores.${name}`, type: 'number' };
  const named = program.named.find(rule => rule.id === name);
  if (named !== undefined) return { kind: 'value', path: `named.${named.id}`, type: named.value.type };
  const feature = key?.kind === 'feature' ? ownValue(program.manifest.features, key.key) : undefined;
  if (feature === undefined)
    return {
      kind: 'problem',
      message: `given "${text}" is no score, metric or aggregate that a rule reads`,
    };
  if (feature.local)
    return {
      kind: 'problem',
      message: `given "${text}" is another for every mission; send the events instead`,
    };
  return { kind: 'value', path: `metrics.${feature.key}`, type: feature.type };
}
