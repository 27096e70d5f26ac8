import { describe, expect, it } from 'vitest';
import { createEngine } from '../../engine/index.ts';
import { createScenarioPlayer, measureCoverage, percentOf } from '../../engine/testing/index.ts';
import type { Scenario, ScenarioResult } from '../../engine/testing/index.ts';
import { compileDefaultScenarios } from './default-rules.ts';

const { program, scenarios, conditions } = compileDefaultScenarios();
const meter = measureCoverage(program, conditions);
const watched = createScenarioPlayer(createEngine, program, meter);
const plain = createScenarioPlayer(createEngine, program);
const results = new Map<Scenario, ScenarioResult>();

function played(scenario: Scenario): ScenarioResult {
  const result = results.get(scenario) ?? watched.run(scenario);
  results.set(scenario, result);
  return result;
}

describe.each(scenarios)('$id: $name', scenario => {
  it('goes as the story says', () => {
    expect(faultsOf(played(scenario))).toEqual([]);
  });

  it('leaves the same state when it is recalculated from the journal', () => {
    const { snapshot, entries, id } = played(scenario);
    if (snapshot === null) throw new Error('the story has no step');
    const { state, summary } = plain.engineOf(scenario).recalculate(id, entries, snapshot);
    expect(JSON.parse(state)).toEqual(JSON.parse(snapshot.state));
    expect(state).toBe(snapshot.state);
    expect(summary).toEqual(snapshot.summary);
  });
});

describe('the stories together', () => {
  const texts = scenarios.flatMap(({ expectations }) => expectations.flat().map(({ text }) => text));

  it('see at least 95 % of all conditions and branches both ways, and half of every rule', () => {
    for (const scenario of scenarios) played(scenario);
    const { rules, ...all } = meter.coverage();
    expect(percentOf(all.conditions, all.branches)).toBeGreaterThanOrEqual(95);
    const poor = rules.filter(rule => percentOf(rule.conditions, rule.branches) < 50);
    expect(poor.map(({ kind, id }) => `${kind}.${id}`)).toEqual([]);
  });

  it.each(program.missions.map(({ id }) => id))('give, complete and refuse the mission %s', id => {
    const about = (event: string): readonly string[] =>
      texts.filter(text => text.includes(event) && text.includes(`mission = "${id}"`));
    expect(about('mission.assigned').some(text => !text.endsWith('= 0'))).toBe(true);
    expect(about('sum(mission.completed').length).toBeGreaterThan(0);
    expect([...about('mission.assigned'), ...about('mission.proposed')].some(text => text.endsWith('= 0'))).toBe(true);
  });

  it.each(program.badges.map(({ id }) => id))('award the badge %s, and elsewhere not yet', id => {
    const about = texts.filter(text => text.includes('badge.awarded') && text.includes(`badge = "${id}"`));
    expect(about.some(text => !text.endsWith('= 0'))).toBe(true);
    expect(about.some(text => text.endsWith('= 0'))).toBe(true);
  });
});

/** One line for each expectation that failed, with what its parts were. */
function faultsOf({ problems, expectations }: ScenarioResult): readonly string[] {
  const failed = expectations.filter(({ passed }) => !passed);
  return [
    ...problems.map(({ at, message }) => `${at}: ${message}`),
    ...failed.map(({ at, text, seen }) => {
      const parts = seen.map(part => `${part.text} was ${part.shown}`);
      return `${at}: expected ${text}${parts.length === 0 ? '' : `, but ${parts.join(', ')}`}`;
    }),
  ];
}
