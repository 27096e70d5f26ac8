import type { Cell } from './cells.ts';
import type { TableDocument } from './cell-texts.ts';
import type { TableResult } from './results.ts';
import { writeTest } from './table-logic.ts';

/** The table in one line: `80 where engagement >= 60, plan = prepaid; 40 otherwise`. */
export function writeTable(
  { value }: TableDocument,
  rows: readonly (readonly Cell[])[],
  result: TableResult,
): string {
  const lines = rows.map((cells, row) => {
    const given = result.rows[row]?.text ?? '1';
    return cells.length === 0 ? given : `${given} where ${writeTests(cells)}`;
  });
  const rest = result.otherwise === undefined ? [] : [`${result.otherwise.text} otherwise`];
  const together = value.hit === 'collect' ? `${value.with ?? ''} of: ` : '';
  return `${together}${[...lines, ...rest].join('; ')}`;
}

/** What a row asks: `engagement >= 60, plan = prepaid`. */
export function writeTests(cells: readonly Cell[]): string {
  return cells
    .map(({ column, tests }) => tests.map(test => writeTest(column.name, test)).join(' or '))
    .join(', ');
}
