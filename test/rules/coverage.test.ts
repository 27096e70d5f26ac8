import { describe, expect, it } from 'vitest';
import { compileDefaultScenarios } from './default-rules.ts';

const { program, scenarios } = compileDefaultScenarios();
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
