import {
  difference,
  isNothing,
  meet,
  NO_TEXTS,
  NOTHING,
  otherTexts,
  commonTexts,
} from '../../analysis/domains/index.ts';
import type { Domain } from '../../analysis/domains/index.ts';
import { domainOfColumn, domainsOfTest, onlyWhole } from './domains.ts';
import type { ColumnDomain } from './domains.ts';
import type { Cell } from './cells.ts';
import type { Column } from './columns.ts';

/** One value, or range of values, of each column. */
export type Case = readonly Domain[];

export interface Coverage {
  /** Rows of which earlier ones take every case. */
  readonly covered: readonly number[];
  /** Cases that no row takes; undefined where that cannot be told, since rows look at more than constants. */
  readonly gaps: readonly Case[] | undefined;
}

/** Beyond so many parts of the columns' space nothing more is said of a table. */
const MAX_CASES = 4_000;

/** Which cases the rows leave to each other, in the order of the rows. */
export function coverageOf(rows: readonly (readonly Cell[])[], columns: readonly Column[]): Coverage {
  const domains = columns.map(domainOfColumn);
  let open: readonly Case[] = [domains.map(({ all }) => all)];
  let isSure = true;
  const covered: number[] = [];
  for (const [row, cells] of rows.entries()) {
    const cases = casesOf(cells, columns, domains);
    if (open.length > MAX_CASES) return { covered, gaps: undefined };
    if (!open.some(one => cases.some(other => touches(one, other.box)))) covered.push(row);
    const exact = cases.flatMap(({ box, isExact }) => (isExact ? [box] : []));
    if (exact.length < cases.length) isSure = false;
    for (const taken of exact) open = open.flatMap(one => without(one, taken, domains));
  }
  return { covered, gaps: open.length === 0 ? [] : isSure ? open : undefined };
}

interface RowCase {
  readonly box: Case;
  /** The row takes all of it: a test of more than constants may not. */
  readonly isExact: boolean;
}

/** The cases of a row, side by side. */
function casesOf(
  cells: readonly Cell[],
  columns: readonly Column[],
  domains: readonly ColumnDomain[],
): readonly RowCase[] {
  return columns.reduce<readonly RowCase[]>(
    (cases, column, index) => {
      const domain = domains[index];
      if (domain === undefined) return cases;
      const parts = partsOf(cells, column, domain);
      return cases.flatMap(({ box, isExact }) =>
        parts.map(part => ({ box: [...box, part.domain], isExact: isExact && part.isExact })),
      );
    },
    [{ box: [], isExact: true }],
  );
}

interface Part {
  readonly domain: Domain;
  readonly isExact: boolean;
}

function partsOf(cells: readonly Cell[], column: Column, domain: ColumnDomain): readonly Part[] {
  const cell = cells.find(other => other.column === column);
  if (cell === undefined) return [{ domain: domain.all, isExact: true }];
  return cell.tests.flatMap((test): readonly Part[] => {
    const found = domainsOfTest(test, column, domain);
    return found === undefined
      ? [{ domain: domain.all, isExact: false }]
      : found.map(one => ({ domain: one, isExact: true }));
  });
}

function touches(a: Case, b: Case): boolean {
  return a.every((domain, index) => !isNothing(meet(domain, b[index] ?? NOTHING)));
}

/** What is left of a case without another: it is cut column by column. */
function without(from: Case, taken: Case, domains: readonly ColumnDomain[]): readonly Case[] {
  if (!touches(from, taken)) return [from];
  const left: Case[] = [];
  let rest = from;
  for (const [index, domain] of from.entries()) {
    const other = taken[index] ?? NOTHING;
    for (const part of subtract(domain, other)) {
      const whole = domains[index]?.isWhole === true ? onlyWhole(part) : part;
      if (!isNothing(whole)) left.push(rest.with(index, whole));
    }
    rest = rest.with(index, meet(domain, other));
  }
  return left;
}

/** What is in `a` and not in `b`: one domain, and another where the numbers fall in two. */
function subtract(a: Domain, b: Domain): readonly Domain[] {
  const [below, ...above] =
    a.numbers === undefined ? [] : b.numbers === undefined ? [a.numbers] : difference(a.numbers, b.numbers);
  const first: Domain = {
    missing: a.missing && !b.missing,
    yes: a.yes && !b.yes,
    no: a.no && !b.no,
    numbers: below,
    texts: commonTexts(a.texts, otherTexts(b.texts)),
  };
  return [first, ...above.map(range => ({ ...NOTHING, numbers: range, texts: NO_TEXTS }))];
}
