import type { Coverage, CoveragePoint } from '../watch/coverage.ts';
import { groupBy } from './group-by.ts';

/** Coverage in the form that editors and code review pages read: both ways of a condition are two branches of its line. */
export function renderLcov({ rules }: Coverage): string {
  const files = groupBy(
    rules.flatMap(({ points }) => points),
    ({ file }) => file,
  );
  return [...files].map(([file, points]) => recordOf(file, points)).join('');
}

function recordOf(file: string, points: readonly CoveragePoint[]): string {
  const lines = groupBy(points, ({ range }) => range.start.line);
  const hit = ({ met, unmet }: CoveragePoint): boolean => met || unmet;
  const covered = points.reduce((sum, { met, unmet }) => sum + Number(met) + Number(unmet), 0);
  return [
    'TN:',
    `SF:${file}`,
    ...points.flatMap((point, block) => {
      // "-" says that it was never asked, 0 that it never came out so.
      const taken = (way: boolean): string => (hit(point) ? String(Number(way)) : '-');
      const { line } = point.range.start;
      return [`BRDA:${line},${block},0,${taken(point.met)}`, `BRDA:${line},${block},1,${taken(point.unmet)}`];
    }),
    `BRF:${2 * points.length}`,
    `BRH:${covered}`,
    ...[...lines].map(([line, own]) => `DA:${line},${Number(own.some(hit))}`),
    `LF:${lines.size}`,
    `LH:${[...lines.values()].filter(own => own.some(hit)).length}`,
    'end_of_record',
    '',
  ].join('\n');
}
