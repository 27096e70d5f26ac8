import { sameDomain } from '../../analysis/domains/index.ts';
import type { FieldCompiler } from '../field-compiler.ts';
import type { Cell } from './cells.ts';
import type { TableDocument } from './cell-texts.ts';
import type { Column } from './columns.ts';
import { coverageOf } from './coverage.ts';
import { domainOfColumn } from './domains.ts';
import { writeCase } from './write-case.ts';

/**
 * Rows that earlier ones cover, and cases that no row takes, by example. Whether the rows take every case; 'faulty'
 * where they do not and nothing is said for the rest. Where all rows that fit count together, neither is a fault.
 */
export function checkCoverage(
  document: TableDocument,
  rows: readonly (readonly Cell[])[],
  columns: readonly Column[],
  fields: FieldCompiler,
): boolean | 'faulty' {
  const { hit, otherwise } = document.value;
  if (hit === 'collect') return false;
  const { covered, gaps } = coverageOf(rows, columns);
  for (const row of covered) reportCovered(document, row, fields);
  if (gaps?.length === 0) return true;
  if (otherwise !== undefined) return false;
  const whole = columns.map(column => domainOfColumn(column).all);
  const [gap] = gaps ?? [];
  const matters = (index: number): boolean => {
    const [part, all] = [gap?.[index], whole[index]];
    return part === undefined || all === undefined || !sameDomain(part, all);
  };
  const example = gap === undefined ? '' : writeCase(gap, columns, matters);
  const message =
    gap === undefined
      ? 'Whether the rows cover every case cannot be told, so the table needs an `otherwise`.'
      : `No row fits where ${example}: add a row, or an \`otherwise\`.`;
  fields.report(document, ['rows'], 'table-gap', message, '`otherwise: …`, or a last row without `when`');
  return 'faulty';
}

function reportCovered(document: TableDocument, row: number, fields: FieldCompiler): void {
  const message = `Row ${row + 1} never counts: the rows before it take every case that it would.`;
  fields.report(document, ['rows', row], 'table-row-covered', message, 'a row that comes before them');
}
