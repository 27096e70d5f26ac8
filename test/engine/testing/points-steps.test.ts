import { describe, expect, it } from 'vitest';
import { compileScenarios } from '../../../engine/testing/index.ts';
import { SMALL_RULES } from '../../dsl/support/small-rules.ts';
import { expecting, play, story, STORIES } from './play.ts';

function problemsOf(...steps: readonly string[]): readonly string[] {
  const text = story('a', [...steps, expecting('day 2 12:00', 'true')]);
  const { diagnostics } = compileScenarios([...SMALL_RULES, { path: STORIES, text }]);
  return diagnostics.filter(({ file }) => file === STORIES).map(({ code, message }) => `${code}: ${message}`);
}

const HOLD = '{ at: day 1 08:00, do: hold, value: 10, id: dinner }';

describe('a step about points', () => {
  it.each([
    ['{ at: day 1 08:00, do: redeem }', 'schema-missing-field: `redeem` needs `value`'],
    ['{ at: day 1 08:00, do: hold, id: x }', 'schema-missing-field: `hold` needs `value`'],
    ['{ at: day 1 09:00, do: capture, value: 5 }', 'schema-missing-field: `capture` needs `of`'],
    [
      '{ at: day 1 09:00, do: capture, of: diner }',
      'name-unknown-reference: No step with `do: hold` has the `id` `diner` — did you mean `dinner`?',
    ],
    [
      '{ at: day 1 09:00, do: reverse, of: lunch }',
      'name-unknown-reference: No step with `do: redeem` or `do: hold` has the `id` `lunch`',
    ],
  ])('that lacks something is a mistake: %s', (step, problem) => {
    const [found, ...others] = problemsOf(HOLD, step);
    expect(found).toContain(problem);
    expect(others).toEqual([]);
  });

  it('may mean a copy of a named one', () => {
    const copies = '{ at: day 1 08:00, do: hold, value: 10, id: dinner, repeat: { every: 1h, times: 2 } }';
    expect(problemsOf(copies, '{ at: day 1 12:00, do: release, of: dinner-2 }')).toEqual([]);
    expect(problemsOf(copies, '{ at: day 1 12:00, do: release, of: dinner-3 }')).toHaveLength(1);
  });

  it.each([
    ['{ at: day 1 08:00, do: redeem, value: 5 MB }', '"5 MB" is no number of points'],
    ['{ at: day 1 08:00, do: hold, value: 5, expires_in: soon }', '"soon" is no duration such as 15 min'],
    ['{ at: day 1 08:00, do: redeem, value: 5 }', 'only 0 points are available, of 5 that are asked for'],
    ['{ at: day 1 08:00, do: redeem, value: 0.5 }', 'points are whole numbers from 1 to 1,000,000,000'],
  ])('that cannot be played makes its story fail: %s', (step, message) => {
    const [result] = play([story('a', [step])]).results;
    expect(result?.problems.map(problem => problem.message)).toEqual([message]);
    expect(result?.passed).toBe(false);
  });
});
