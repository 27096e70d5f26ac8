import { failuresOf, playStories, reportOf } from '../../engine/testing/index.ts';
import type { Played } from '../../engine/testing/index.ts';
import type { StoryOutcome, StoryReply, StoryRequest } from './story-protocol.ts';

/** Plays the stories of one file over the rules as they are in the editor, and tells of each as soon as it has ended. */
export function* playFile({ files, file }: StoryRequest): Generator<StoryReply, void> {
  const playing = playStories(files, () => performance.now(), { only: document => document.file === file });
  let next = playing.next();
  while (next.done !== true) {
    const { stories, program, last } = next.value;
    yield last === undefined
      ? { kind: 'started', stories }
      : { kind: 'story', outcome: outcomeOf(last, program.hash) };
    next = playing.next();
  }
  const ended = next.value;
  if (!('diagnostics' in ended)) return yield { kind: 'done' };
  const errors = ended.diagnostics.filter(({ severity }) => severity === 'error').length;
  yield { kind: 'faulty', errors };
}

/** Of what a story left behind, what is shown. */
function outcomeOf(played: Played, program: string): StoryOutcome {
  const [outcome] = reportOf([played], program).tests;
  if (outcome === undefined) throw new Error('a story that was played has an outcome');
  const { id, name, line, column, passed } = outcome;
  return { id, name, line, column, passed, failures: failuresOf(outcome) };
}
