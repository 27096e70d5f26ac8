import { percentOf } from '../watch/coverage.ts';
import type { Coverage, CoveragePoint, RuleCoverage, Tally } from '../watch/coverage.ts';

/** Coverage for people: a line for every rule that is not covered whole, with what was never seen, then the sums. */
export function renderCoverage(coverage: Coverage): readonly string[] {
  const { rules, conditions, branches } = coverage;
  const open = rules.filter(rule => percentOf(rule.conditions, rule.branches) < 100);
  return [
    ...open.flatMap(renderRule),
    ...(open.length === 0 ? [] : ['']),
    `${rules.length - open.length} of ${rules.length} rules are covered whole`,
    `conditions ${shareOf(conditions)}, branches ${shareOf(branches)}, together ${percentText(conditions, branches)}`,
  ];
}

function renderRule({ kind, id, conditions, branches, points }: RuleCoverage): readonly string[] {
  return [
    `${percentText(conditions, branches).padStart(5)}  ${kind}.${id}`,
    ...points.flatMap(point => {
      const gap = gapOf(point);
      const { file, range } = point;
      return gap === undefined
        ? []
        : [`       ${file}:${range.start.line}:${range.start.column} ${point.text}: ${gap}`];
    }),
  ];
}

const WORDS: Readonly<Record<CoveragePoint['kind'], readonly [met: string, unmet: string]>> = {
  condition: ['true', 'false'],
  decision: ['true as a whole', 'false as a whole'],
  choice: ['answered with “then”', 'answered with “else”'],
  case: ['counted', 'passed over'],
};

/** What was not seen of a place; undefined where all was. */
export function gapOf({ kind, met, unmet }: CoveragePoint): string | undefined {
  const [whenMet, whenUnmet] = WORDS[kind];
  if (met && unmet) return undefined;
  if (!met && !unmet) return 'never asked';
  return `never ${met ? whenUnmet : whenMet}`;
}

/** Cut, not rounded: 100% is everything. */
export function percentText(...tallies: readonly Tally[]): string {
  return `${Math.floor(percentOf(...tallies))}%`;
}

function shareOf(tally: Tally): string {
  return `${tally.covered} of ${tally.total} (${percentText(tally)})`;
}
