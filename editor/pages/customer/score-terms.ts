import type { ScoreBreakdown, ScoreTerm } from '../../api/customer-types.ts';

/** Terms that count, the largest contribution first. */
export function termsBySize(breakdown: ScoreBreakdown): ScoreTerm[] {
  return breakdown.terms
    .filter(term => term.state === 'counted')
    .sort((left, right) => right.contribution - left.contribution);
}

/** What the score rests on, in words. */
export function contributionFinding(breakdown: ScoreBreakdown): string {
  const [first, second] = termsBySize(breakdown).filter(term => term.contribution > 0);
  if (!first) return 'No term adds anything.';
  const most = `${first.label} adds most (${first.contribution.toFixed(1)})`;
  return second ? `${most}, then ${second.label} (${second.contribution.toFixed(1)}).` : `${most}.`;
}

const STATES: Readonly<Record<ScoreTerm['state'], string>> = {
  counted: '',
  missing: 'left out: nothing known yet',
  source_off: 'left out: its source is off',
};

export const termNote = (term: ScoreTerm): string => STATES[term.state];

/** Bounds that moved the score, as sentences. */
export function boundNotes(breakdown: ScoreBreakdown): string[] {
  return breakdown.bounds
    .filter(bound => bound.applied)
    .map(
      bound =>
        `${bound.name} holds it at ${bound.kind === 'at_least' ? 'no less' : 'no more'} than ${bound.value}.`,
    );
}
