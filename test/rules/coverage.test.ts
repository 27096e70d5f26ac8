import { describe, expect, it } from 'vitest';
import { createEngine } from '../../engine/index.ts';
import { createScenarioPlayer, measureCoverage, percentOf } from '../../engine/testing/index.ts';
import { compileDefaultScenarios } from './default-rules.ts';

const { program, scenarios, conditions } = compileDefaultScenarios();
const texts = scenarios.flatMap(({ expectations }) => expectations.flat().map(({ text }) => text));

describe('every rule that pays or awards has a story of its own', () => {
  it.each(program.missions.map(({ id }) => id))('the mission %s is given, completed and refused somewhere', id => {
    const about = (event: string): readonly string[] =>
      texts.filter(text => text.includes(event) && text.includes(`mission = "${id}"`));
    expect(about('mission.assigned').some(text => !text.endsWith('= 0'))).toBe(true);
    expect(about('sum(mission.completed').length).toBeGreaterThan(0);
    expect([...about('mission.assigned'), ...about('mission.proposed')].some(text => text.endsWith('= 0'))).toBe(true);
  });

  it.each(program.badges.map(({ id }) => id))('the badge %s is awarded somewhere, and somewhere not yet', id => {
    const about = texts.filter(text => text.includes('badge.awarded') && text.includes(`badge = "${id}"`));
    expect(about.some(text => !text.endsWith('= 0'))).toBe(true);
    expect(about.some(text => text.endsWith('= 0'))).toBe(true);
  });
});

describe('the stories of the default rules', () => {
  it('see at least 95 % of all conditions and branches both ways, and half of every rule', () => {
    const meter = measureCoverage(program, conditions);
    const player = createScenarioPlayer(createEngine, program, meter);
    for (const scenario of scenarios) player.run(scenario);
    const { rules, ...all } = meter.coverage();
    expect(percentOf(all.conditions, all.branches)).toBeGreaterThanOrEqual(95);
    const poor = rules.filter(rule => percentOf(rule.conditions, rule.branches) < 50);
    expect(poor.map(({ kind, id }) => `${kind}.${id}`)).toEqual([]);
  });
});
