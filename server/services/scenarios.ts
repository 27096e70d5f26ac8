import { setImmediate } from 'node:timers/promises';
import type { RuleFile } from '../../dsl/index.ts';
import type { Snapshot } from '../../engine/model.ts';
import { playStories } from '../../engine/testing/index.ts';
import type { Played, Playing, PlayOptions } from '../../engine/testing/index.ts';

const now = (): number => performance.now();

/** Plays the test documents among some rule files. */
export function playScenarios(files: readonly RuleFile[], options: PlayOptions = {}): Playing {
  const playing = playStories(files, now, options);
  let next = playing.next();
  while (next.done !== true) next = playing.next();
  return next.value;
}

/** The same, letting other work in between the stories: hundreds of them take seconds. */
export async function playScenariosInTurns(
  files: readonly RuleFile[],
  options: PlayOptions = {},
): Promise<Playing> {
  const playing = playStories(files, now, options);
  let next = playing.next();
  while (next.done !== true) {
    await setImmediate();
    next = playing.next();
  }
  return next.value;
}

/** A story that a caller tells in the fields of a test document, played over the given rules. */
export function playStory(files: readonly RuleFile[], story: object): Playing {
  // Laid out as a document of its own (JSON is YAML), so that it is checked as every test document is.
  const text = JSON.stringify({ kind: 'test', id: 'asked_story', name: 'Story', ...story });
  return playScenarios([...files, { path: STORY_FILE, text }], {
    only: document => document.file === STORY_FILE,
  });
}

/** Where problems of a told story are reported. */
export const STORY_FILE = '(story)';

/** The last moment of a story, with its customer as of then. */
export function endOf({ result }: Played): {
  readonly snapshot: Snapshot | null;
  readonly customer: string;
  readonly at: number;
} {
  const { snapshot } = result;
  return { snapshot, customer: snapshot?.customer ?? result.id, at: snapshot?.at ?? 0 };
}
