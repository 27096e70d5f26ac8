import { parseExpression } from '../../dsl/syntax/index.ts';
import type { Program } from '../../dsl/program/program.ts';
import type { Constants, Release } from '../model.ts';
import { quantityOf } from './quantity.ts';
import type { TestValue } from './scenario.ts';

/** The release that a scenario runs under: `live` and `given` are its constants. */
export function scenarioRelease(test: TestValue, program: Program): Release {
  const percentiles: Record<string, number> = {};
  for (const [text, value] of Object.entries(test.given ?? {})) {
    const key = percentileKey(text);
    const number = typeof value === 'number' ? value : quantityOf(String(value))?.base;
    if (key !== undefined && number !== undefined) percentiles[key] = number;
  }
  const live = test.live ?? [...new Set(program.sources.map(({ sourceType }) => sourceType))];
  const constants: Constants = { percentiles, live };
  return { n: 1, constants };
}

/** What in `given` is no percentile: `percentile(metric, 95%)` or, for one segment, `percentile(metric, 95%, prepaid)`. */
export function unknownGivens(test: TestValue): readonly string[] {
  return Object.keys(test.given ?? {}).filter(text => percentileKey(text) === undefined);
}

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

/** A scenario's customer must not fall into a holdout or a control group by chance. */
export function withoutControlGroups(program: Program): Program {
  return {
    ...program,
    policy: { ...program.policy, holdout: { ...program.policy.holdout, share: 0 }, control: { share: 0 } },
    missions: program.missions.map(mission => ({ ...mission, control: 0 })),
  };
}
