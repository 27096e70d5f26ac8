import type { Effect } from '../../../api/types.ts';
import { wordsOf } from '../../../components/format.ts';

/** Score changes have a table of their own, so the sentences tell the rest. */
export function shownSentences(effects: readonly Effect[]): string[] {
  return effects
    .filter(effect => effect.kind !== 'score_changed')
    .map(effect => effect.sentence ?? wordsOf(effect.kind));
}
