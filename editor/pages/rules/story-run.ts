import { counted } from '../../components/format.ts';
import type { TextFile } from '../../rule-language/protocol.ts';
import type { StoryOutcome, StoryReply } from '../../rule-language/story-protocol.ts';

/** The stories of a file being played, or how they ended. */
export interface StoryRun {
  readonly file: string;
  /** The texts that are played; others mean that what is shown is not of the text as it is now. */
  readonly texts: readonly TextFile[];
  readonly outcomes: readonly StoryOutcome[];
  readonly state:
    | { readonly kind: 'reading' }
    | { readonly kind: 'playing'; readonly stories: number }
    | { readonly kind: 'stopped' }
    | { readonly kind: 'done' }
    | { readonly kind: 'faulty'; readonly errors: number }
    | { readonly kind: 'failed'; readonly message: string };
}

/** The run after a word of its worker. */
export function afterReply(run: StoryRun, reply: StoryReply): StoryRun {
  switch (reply.kind) {
    case 'started':
      return { ...run, state: { kind: 'playing', stories: reply.stories } };
    case 'story':
      return { ...run, outcomes: [...run.outcomes, reply.outcome] };
    case 'faulty':
    case 'done':
    case 'failed':
      return { ...run, state: reply };
  }
}

export const isRunning = ({ state }: StoryRun): boolean =>
  state.kind === 'reading' || state.kind === 'playing';

/** `2 passed, 1 failed.` */
export function runSummary({ state, outcomes }: StoryRun): string {
  switch (state.kind) {
    case 'reading':
      return 'Reading the rules';
    case 'playing':
      return `Playing ${counted(state.stories, 'story', 'stories')}`;
    case 'stopped':
      return `Stopped: ${tally(outcomes)} before that.`;
    case 'done':
      return `${tally(outcomes)}.`;
    case 'faulty':
      return `Not played: the rules must check first. They have ${counted(state.errors, 'error')}, listed under Problems.`;
    case 'failed':
      return `The stories could not be played: ${state.message}`;
  }
}

function tally(outcomes: readonly StoryOutcome[]): string {
  const passed = outcomes.filter(outcome => outcome.passed).length;
  return `${passed} passed, ${outcomes.length - passed} failed`;
}
