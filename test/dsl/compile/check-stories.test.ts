import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../../dsl/index.ts';
import { SMALL_RULES } from '../support/small-rules.ts';

const FILE = 'story.yaml';
const story = (step: string): string =>
  `kind: test\nid: story\nname: Story\nstart: 2026-03-02\nsteps:\n  - { at: day 1 08:00, ${step} }\n`;

/** What is reported of a step, with the text that its first fix makes of it. */
function problemOf(
  step: string,
): { readonly message: string; readonly at: string; readonly fixed?: string } | null {
  const text = story(step);
  const [problem, ...more] = compileFiles([...SMALL_RULES, { path: FILE, text }]).diagnostics.filter(
    ({ severity }) => severity === 'error',
  );
  if (problem === undefined) return null;
  expect([problem.file, more]).toEqual([FILE, []]);
  const { start, end } = problem.range;
  const [edit] = problem.fixes[0]?.edits ?? [];
  const found = { message: problem.message, at: text.slice(start.offset, end.offset) };
  if (edit === undefined) return found;
  const fixed = text.slice(0, edit.range.start.offset) + edit.text + text.slice(edit.range.end.offset);
  return { ...found, fixed: fixed.slice(story('').length - ' }\n'.length, -' }\n'.length) };
}

describe('a story', () => {
  it.each([
    'event: usage.data, value: 3 MB, attributes: { rat: 5g, off_peak: true, service: data }',
    'do: generate',
    'do: approve, mission: explorer',
    'do: award, badge: power_user, level: silver',
  ])('may tell that %s', step => {
    expect(problemOf(step)).toBeNull();
  });

  it.each([
    [
      'event: usage.dat, value: 3 MB',
      'There is no event `usage.dat` — did you mean `usage.data`?',
      'usage.dat',
      'usage.data',
    ],
    [
      'event: usage.data, attributes: { ratt: 5g }',
      '`usage.data` has no attribute `ratt` — did you mean `rat`?',
      'ratt',
      'rat',
    ],
    ['event: usage.data, attributes: { rat: 4gg }', '`rat` is never `4gg` — did you mean `4g`?', '4gg', '4g'],
    [
      'do: withdraw, mission: explorr',
      'There is no mission `explorr` — did you mean `explorer`?',
      'explorr',
      'explorer',
    ],
    [
      'do: award, badge: powr_user, level: gold',
      'There is no badge `powr_user` — did you mean `power_user`?',
      'powr_user',
      'power_user',
    ],
    [
      'do: award, badge: power_user, level: silvr',
      'There is no level of `power_user` `silvr` — did you mean `silver`?',
      'silvr',
      'silver',
    ],
  ])('that tells that %s is mended', (step, message, at, meant) => {
    expect(problemOf(step)).toEqual({ message, at, fixed: step.replace(at, meant) });
  });

  it.each([
    [
      'event: usage.data, attributes: { rat: 4g, off_peak: perhaps }',
      '`off_peak` is either true or false.',
      'perhaps',
    ],
    ['do: approve', '`approve` needs `mission`: without it the step cannot be played.', 'approve'],
    [
      'do: progress, value: 3 MB',
      '`progress` needs `mission`: without it the step cannot be played.',
      'progress',
    ],
    ['do: award', '`award` needs `badge` and `level`: without them the step cannot be played.', 'award'],
    ['event: nothing.like_it', 'There is no event `nothing.like_it`.', 'nothing.like_it'],
  ])('cannot tell that %s', (step, message, at) => {
    expect(problemOf(step)).toEqual({ message, at });
  });
});

describe('a story as a whole', () => {
  const problemsOf = (text: string): readonly string[] =>
    compileFiles([...SMALL_RULES, { path: FILE, text }]).diagnostics.map(
      ({ code, range }) => `${code} ${text.slice(range.start.offset, range.end.offset)}`,
    );
  const told = (more: string, start = '2026-03-02'): string =>
    `kind: test\nid: story\nname: Story\nstart: ${start}\n${more}\n`;
  const steps = (step: string): string => told(`steps:\n  - { at: day 1 08:00, ${step} }`);

  it.each([
    [steps("expect: ['engagment > 3']"), 'name-unknown engagment'],
    [steps("expect: ['engagement']"), 'type-condition engagement'],
    [steps('event: usage.data, value: -5 MB'), 'type-mismatch -5 MB'],
    [steps('event: usage.data, value: 5 min'), 'type-mismatch 5 min'],
    [steps('event: usage.data, value: 5 MB, reversal_of: nix'), 'name-unknown-reference nix'],
    [steps('do: advance, repeat: { every: 1 GB, times: 3 }'), 'type-mismatch 1 GB'],
    [steps('do: advance, repeat: { every: 365d, times: 1000 }'), 'schema-range 365d'],
    [steps('do: advance, repeat: { every: 1s, times: 1000000000 }'), 'schema-range 1000000000'],
    [told('steps: [{ at: day 0 08:00, do: advance }]'), 'schema-spelling day 0 08:00'],
    [told('steps: [{ at: day 1 08:00, do: advance }]', '2026-02-30'), 'schema-value 2026-02-30'],
    [told('given: { enagement: 5 }\nsteps: [{ at: day 1 08:00, do: advance }]'), 'name-unknown enagement'],
    [told('given: { engagement: high }\nsteps: [{ at: day 1 08:00, do: advance }]'), 'type-mismatch high'],
    [told('given: { engagement: 500 }\nsteps: [{ at: day 1 08:00, do: advance }]'), 'schema-range 500'],
  ])('tells what cannot be: %j', (text, problem) => {
    expect(problemsOf(text).filter(found => found !== 'story-expects-nothing steps')).toEqual([problem]);
  });

  const course = (...written: readonly string[]): string =>
    told(`steps:\n${written.map(step => `  - { ${step} }\n`).join('')}`);
  const login = (at: string, more = ''): string => `at: ${at}, event: recharge.completed${more}`;
  const expects = (at: string): string => `at: ${at}, expect: [engagement > 3]`;

  it.each([
    ['asks for nothing', course(login('day 1 08:00')), ['story-expects-nothing steps']],
    [
      'has a step that stands too late',
      course(login('day 3 08:00'), login('day 2 08:00'), expects('day 1 09:00')),
      ['story-order day 2 08:00'],
    ],
    [
      'expects something before what stands above it',
      course(login('day 10 08:00'), expects('day 9 23:59')),
      ['story-order day 9 23:59'],
    ],
    [
      'tells habits one after the other',
      course(
        login('day 2 18:00', ', repeat: { every: 1d, times: 9 }'),
        login('day 1 08:00', ', repeat: { every: 7d, times: 2 }'),
        expects('day 12 09:00'),
      ),
      [],
    ],
    [
      'has a step that cannot be read',
      course(login('day 1 08:00'), 'at: day 2 08:00, expect: engagement > 3', expects('day 2 09:00')),
      ['schema-type engagement > 3'],
    ],
    ['tells several things of one moment', course(login('day 1 08:00'), expects('day 1 08:00')), []],
  ])('that %s is warned of where it should be', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it('mends a text within the quotes that it stands in', () => {
    const text = steps(`expect: ['tier = "golden"']`);
    const [problem] = compileFiles([...SMALL_RULES, { path: FILE, text }]).diagnostics;
    const [edit] = problem?.fixes[0]?.edits ?? [];
    const fixed = text.slice(0, edit?.range.start.offset) + edit?.text + text.slice(edit?.range.end.offset);
    expect(problemsOf(fixed)).toEqual([]);
  });
});
