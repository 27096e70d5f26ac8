import { describe, expect, it } from 'vitest';
import { createEngine } from '../../engine/index.ts';
import { runScenario } from '../../engine/testing/index.ts';
import type { ScenarioResult } from '../../engine/testing/index.ts';
import { compileDefaultScenarios } from './default-rules.ts';

const { program, scenarios } = compileDefaultScenarios();

describe('the default rules hold in every story told of them', () => {
  it.each(scenarios.map(scenario => ({ title: `${scenario.id}: ${scenario.name}`, scenario })))(
    '$title',
    ({ scenario }) => {
      expect(faultsOf(runScenario(createEngine, program, scenario))).toEqual([]);
    },
  );
});

/** One line for each expectation that failed, with what its parts were. */
function faultsOf({ problems, expectations }: ScenarioResult): readonly string[] {
  const failed = expectations.filter(({ passed }) => !passed);
  return [
    ...problems.map(({ at, message }) => `${at}: ${message}`),
    ...failed.map(({ at, text, seen }) => {
      const parts = seen.map(part => `${part.text} was ${JSON.stringify(part.value)}`);
      return `${at}: expected ${text}${parts.length === 0 ? '' : `, but ${parts.join(', ')}`}`;
    }),
  ];
}
