import type { Program } from '../../dsl/program/program.ts';
import type { Release } from '../model.ts';
import type { Given } from './given.ts';
import type { TestValue } from './scenario.ts';

/** The release that a scenario runs under: `live` and the given percentiles are its constants. */
export function scenarioRelease(test: TestValue, { percentiles }: Given, program: Program): Release {
  const live = test.live ?? [...new Set(program.sources.map(({ sourceType }) => sourceType))];
  return { n: 1, constants: { percentiles, live } };
}

/** A scenario's customer must not fall into a holdout or a control group by chance. */
export function withoutControlGroups(program: Program): Program {
  return {
    ...program,
    policy: { ...program.policy, holdout: { ...program.policy.holdout, share: 0 }, control: { share: 0 } },
    missions: program.missions.map(mission => ({ ...mission, control: 0 })),
  };
}
