import { describe, expect, it } from 'vitest';
import { createEngine } from '../../engine/index.ts';
import { createScenarioPlayer } from '../../engine/testing/index.ts';
import type { ScenarioResult } from '../../engine/testing/index.ts';
import { compileDefaultScenarios } from './default-rules.ts';

const { program, scenarios } = compileDefaultScenarios();
const player = createScenarioPlayer(createEngine, program);

describe.each(scenarios)('$id: $name', scenario => {
  let result: ScenarioResult | undefined;
  const played = (): ScenarioResult => (result ??= player.run(scenario));

  it('goes as the story says', () => {
    expect(faultsOf(played())).toEqual([]);
  });

  it('leaves the same state when it is recalculated from the journal', () => {
    const { snapshot, entries, id } = played();
    if (snapshot === null) throw new Error('the story has no step');
    const { state, summary } = player.engineOf(scenario).recalculate(id, entries, snapshot);
    expect(JSON.parse(state)).toEqual(JSON.parse(snapshot.state));
    expect(state).toBe(snapshot.state);
    expect(summary).toEqual(snapshot.summary);
  });
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
