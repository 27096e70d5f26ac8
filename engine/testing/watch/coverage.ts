import type { Range, RuleCondition } from '../../../dsl/index.ts';
import { groupBy } from '../report/group-by.ts';
import type { Outcomes } from './watch-conditions.ts';

/** How many of the ways that something can come out were seen. */
export interface Tally {
  readonly covered: number;
  readonly total: number;
}

/** A place in the rules that can come out either way, and the ways it did. */
export interface CoveragePoint extends Outcomes {
  /**
   * condition: one test; decision: several joined, as a whole; choice: an `if`, met where its `then` was taken; case: a
   * row of a table, or a dated value of a parameter, met where it counted.
   */
  readonly kind: RuleCondition['kind'];
  readonly text: string;
  readonly file: string;
  readonly range: Range;
}

export interface RuleCoverage {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly conditions: Tally;
  /** Decisions, choices and cases: both ways of each. */
  readonly branches: Tally;
  readonly points: readonly CoveragePoint[];
}

export interface Coverage {
  readonly conditions: Tally;
  readonly branches: Tally;
  /** Rules that decide something, in the order of their files. */
  readonly rules: readonly RuleCoverage[];
}

/** What the watched conditions of the rules came to, rule by rule. */
export function coverageOf(
  conditions: readonly RuleCondition[],
  outcomesOf: (condition: RuleCondition) => Outcomes,
): Coverage {
  const byDocument = groupBy(conditions, ({ document }) => document);
  const rules = [...byDocument]
    .sort(([a], [b]) => inFiles(a, b))
    .map(([{ kind, id, name, file }, own]): RuleCoverage => {
      const points = pointsOf(own, outcomesOf);
      return { kind, id, name, file, points, ...tallies(points) };
    });
  return { ...tallies(rules.flatMap(({ points }) => points)), rules };
}

function inFiles(a: RuleCondition['document'], b: RuleCondition['document']): number {
  return a.file === b.file ? a.index - b.index : a.file < b.file ? -1 : 1;
}

/** Both ways of every point that were seen, of all, in percent; nothing to see is all seen. */
export function percentOf(...tallies: readonly Tally[]): number {
  const covered = tallies.reduce((sum, tally) => sum + tally.covered, 0);
  const total = tallies.reduce((sum, tally) => sum + tally.total, 0);
  return total === 0 ? 100 : (100 * covered) / total;
}

/** A field that is compiled more than once (for every variant, say) is one place for its author. */
function pointsOf(
  conditions: readonly RuleCondition[],
  outcomesOf: (condition: RuleCondition) => Outcomes,
): readonly CoveragePoint[] {
  const points = new Map<string, CoveragePoint>();
  for (const condition of conditions) {
    const { kind, span, document, path } = condition;
    const key = JSON.stringify([kind, path, span]);
    const { met, unmet } = outcomesOf(condition);
    const known = points.get(key);
    if (known !== undefined) {
      points.set(key, { ...known, met: known.met || met, unmet: known.unmet || unmet });
      continue;
    }
    const { range, expression } = document.locate(path);
    points.set(key, {
      kind,
      met,
      unmet,
      text:
        condition.text ?? expression?.text.slice(span.start, span.end).replaceAll(/\s+/g, ' ').trim() ?? '',
      file: document.file,
      range: expression?.rangeIn(span.start, span.end) ?? range,
    });
  }
  return [...points.values()].sort(byPlace);
}

/** The whole before its parts. */
function byPlace(a: CoveragePoint, b: CoveragePoint): number {
  return a.range.start.offset - b.range.start.offset || b.range.end.offset - a.range.end.offset;
}

function tallies(points: readonly CoveragePoint[]): Pick<Coverage, 'conditions' | 'branches'> {
  const [conditions, branches] = [[], []] as [CoveragePoint[], CoveragePoint[]];
  for (const point of points) (point.kind === 'condition' ? conditions : branches).push(point);
  return { conditions: tally(conditions), branches: tally(branches) };
}

function tally(points: readonly CoveragePoint[]): Tally {
  const covered = points.reduce((sum, { met, unmet }) => sum + Number(met) + Number(unmet), 0);
  return { covered, total: 2 * points.length };
}
