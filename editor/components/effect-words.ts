import type { Effect } from '../api/types.ts';
import { wordsOf } from './format.ts';

export interface ScoreChange {
  readonly score: string;
  readonly before: number;
  readonly after: number;
}

export interface EffectWords {
  /** What was decided: missions, badges, points, tiers and the like. */
  readonly sentences: readonly string[];
  /** Scores move a little with nearly every event, so they are told apart and briefly. */
  readonly scores: readonly ScoreChange[];
}

export function effectWords(effects: readonly Effect[]): EffectWords {
  const changes = effects.map(scoreChange);
  return {
    sentences: effects
      .filter((_, index) => !changes[index])
      .map(effect => effect.sentence || wordsOf(effect.kind)),
    scores: changes.filter(change => change !== undefined),
  };
}

function scoreChange({ kind, score, before, after }: Effect): ScoreChange | undefined {
  if (kind !== 'score_changed' || typeof score !== 'string') return undefined;
  return typeof before === 'number' && typeof after === 'number' ? { score, before, after } : undefined;
}
