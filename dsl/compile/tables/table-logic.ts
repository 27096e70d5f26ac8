import type { Logic } from '../../program/logic.ts';
import type { Cell, CellTest } from './cells.ts';
import { missingLogic } from './columns.ts';
import type { TableResult } from './results.ts';

export type Together = 'sum' | 'largest' | 'smallest' | 'count';

/** True where the row fits. */
export function rowCondition(cells: readonly Cell[]): Logic {
  const tests = cells.map(cellCondition);
  const [only] = tests;
  if (only === undefined) return true;
  return tests.length === 1 ? only : { and: tests };
}

function cellCondition({ column, tests }: Cell): Logic {
  const logics = tests.map(({ logic, asks }) =>
    column.mayBeMissing && asks === 'value' ? present(missingLogic(column), logic) : logic,
  );
  const [only] = logics;
  return only !== undefined && logics.length === 1 ? only : { or: logics };
}

/** A test of a value that may be missing does not hold where it is. */
function present(missing: Logic, test: Logic): Logic {
  return { and: [{ '!': [missing] }, test] };
}

/** The first row that fits; where the rows cover everything, the last needs no test. */
export function firstOf(
  conditions: readonly Logic[],
  { rows, otherwise }: TableResult,
  isComplete: boolean,
): Logic {
  const cases = conditions.flatMap((condition, row): Logic[] => [condition, rows[row]?.logic ?? null]);
  const always = conditions.indexOf(true);
  if (always === 0) return rows[0]?.logic ?? null;
  if (always > 0) return { if: [...cases.slice(0, always * 2), rows[always]?.logic ?? null] };
  if (otherwise !== undefined) return { if: [...cases, otherwise.logic] };
  if (!isComplete) return { if: [...cases, null] };
  return cases.length === 2 ? (cases[1] ?? null) : { if: [...cases.slice(0, -2), cases.at(-1) ?? null] };
}

/** All rows that fit, made into one value; `otherwise` where none does. */
export function togetherOf(
  together: Together,
  conditions: readonly Logic[],
  { rows, otherwise }: TableResult,
): Logic {
  const given = conditions.map((condition, row): Logic => {
    const value = together === 'count' ? 1 : (rows[row]?.logic ?? null);
    return condition === true ? value : { if: [condition, value, nothingOf(together)] };
  });
  const joined: Logic = { [together === 'count' || together === 'sum' ? '+' : together]: given };
  if (otherwise === undefined || conditions.includes(true)) return joined;
  const [only] = conditions;
  const anyFits: Logic = only !== undefined && conditions.length === 1 ? only : { or: conditions };
  return { if: [anyFits, joined, otherwise.logic] };
}

function nothingOf(together: Together): number | null {
  return together === 'sum' || together === 'count' ? 0 : null;
}

/** `>= 60` on `engagement` as `engagement >= 60`. */
export function writeTest(column: string, { text }: CellTest): string {
  return /^(=|!=|<|>|between\b|in\b|not\b|is\b)/.test(text) ? `${column} ${text}` : `${column} = ${text}`;
}
