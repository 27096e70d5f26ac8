import { knownFirst } from '../components/known-first.ts';

/** The five scores in the order people speak of them; rules may add others, which come after. */
const KNOWN = ['engagement', 'revenue', 'loyalty', 'risk', 'digital'];

export type ScoreWord = 'low' | 'medium' | 'high';

export const LOW_BELOW = 40;
export const HIGH_FROM = 70;

export function scoreWord(score: number): ScoreWord {
  return score < LOW_BELOW ? 'low' : score < HIGH_FROM ? 'medium' : 'high';
}

/** What the word means for the business: a high risk is bad, a high anything else is good. */
export function scoreTone(score: number, highIsBad: boolean): 'good' | 'warn' | 'bad' {
  const word = scoreWord(score);
  if (word === 'medium') return 'warn';
  return (word === 'high') === highIsBad ? 'bad' : 'good';
}

export function scoreColour(id: string): string {
  return KNOWN.includes(id) ? `var(--score-${id})` : 'var(--muted)';
}

export const orderScores = (ids: readonly string[]): string[] => [...ids].sort(knownFirst(KNOWN));
