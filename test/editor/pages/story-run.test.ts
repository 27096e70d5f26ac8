import { describe, expect, it } from 'vitest';
import { afterReply, isRunning, runSummary } from '../../../editor/pages/rules/story-run.ts';
import type { StoryRun } from '../../../editor/pages/rules/story-run.ts';
import type { StoryReply } from '../../../editor/rule-language/story-protocol.ts';

const outcome = (id: string, passed: boolean) => ({
  id,
  name: id,
  line: 1,
  column: 1,
  passed,
  failures: [],
});
const START: StoryRun = { file: 'a.yaml', texts: [], outcomes: [], state: { kind: 'reading' } };
const STARTED: StoryReply = { kind: 'started', stories: 2 };
const GOOD: StoryReply = { kind: 'story', outcome: outcome('good', true) };
const BAD: StoryReply = { kind: 'story', outcome: outcome('bad', false) };

const CASES: readonly (readonly [string, boolean, readonly StoryReply[]])[] = [
  ['Reading the rules', true, []],
  ['Playing 2 stories', true, [STARTED, GOOD]],
  ['1 passed, 1 failed.', false, [STARTED, GOOD, BAD, { kind: 'done' }]],
  [
    'Not played: the rules must check first. They have 3 errors, listed under Problems.',
    false,
    [{ kind: 'faulty', errors: 3 }],
  ],
  ['The stories could not be played: it broke', false, [STARTED, { kind: 'failed', message: 'it broke' }]],
];

describe('a run of stories', () => {
  it.each(CASES)('says %j', (summary, running, replies) => {
    const run = replies.reduce(afterReply, START);
    expect(runSummary(run)).toBe(summary);
    expect(isRunning(run)).toBe(running);
  });

  it('that is stopped says what was played before', () => {
    const run = [STARTED, BAD].reduce(afterReply, START);
    expect(runSummary({ ...run, state: { kind: 'stopped' } })).toBe(
      'Stopped: 0 passed, 1 failed before that.',
    );
  });
});
