import { sameDomain } from '../../analysis/domains/index.ts';
import type { Fix } from '../../diagnostics/index.ts';
import { TYPES } from '../../types/types.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { leaveOut } from '../fields/field-fixes.ts';
import type { Cell } from './cells.ts';
import type { TableDocument } from './cell-texts.ts';
import type { Column } from './columns.ts';
import { coverageOf } from './coverage.ts';
import { domainOfColumn } from './domains.ts';
import type { TableResult } from './results.ts';
import { writeCase } from './write-case.ts';

/**
 * Rows that earlier ones cover, and cases that no row takes, by example. Whether the rows take every case; 'faulty'
 * where they do not and nothing is said for the rest. Where all rows that fit count together, neither is a fault.
 */
export function checkCoverage(
  document: TableDocument,
  rows: readonly (readonly Cell[])[],
  columns: readonly Column[],
  results: readonly TableResult[],
  fields: FieldCompiler,
): boolean | 'faulty' {
  const { hit, otherwise } = document.value;
  if (hit === 'collect') return false;
  const { covered, gaps } = coverageOf(rows, columns);
  for (const row of covered) {
    const isEmpty = coverageOf(rows.slice(row, row + 1), columns).covered.length > 0;
    reportCovered(document, row, isEmpty, fields);
  }
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
  const expected = '`otherwise: …`, or a last row without `when`';
  fields.report(document, ['rows'], 'table-gap', message, expected, sayOtherwise(document, results));
  return 'faulty';
}

/** What no row takes gives nothing: 0 of whatever the results are. */
function sayOtherwise(document: TableDocument, results: readonly TableResult[]): readonly Fix[] {
  const { range, inFlow } = document.locate(['rows']);
  const parts = results.map(({ name, type }) => {
    const text = TYPES[type].fallback?.replace('""', `'""'`);
    return text === undefined ? [] : [[name.slice(document.id.length + 1), text] as const];
  });
  if (inFlow === true || parts.some(part => part.length === 0)) return [];
  const [only] = parts.flat();
  const given =
    only?.[0] === ''
      ? only[1]
      : `{ ${parts
          .flat()
          .map(part => part.join(': '))
          .join(', ')} }`;
  const edit = {
    file: document.file,
    range: { start: range.end, end: range.end },
    text: `\notherwise: ${given}`,
  };
  return [{ title: `Say \`otherwise: ${given}\``, edits: [edit] }];
}

function reportCovered(document: TableDocument, row: number, isEmpty: boolean, fields: FieldCompiler): void {
  const why = isEmpty
    ? 'no case fits all that it asks for'
    : 'the rows before it take every case that it would';
  const message = `Row ${row + 1} never counts: ${why}.`;
  const expected = isEmpty ? 'a row that some case fits' : 'a row that comes before them';
  const fixes = leaveOut(document, ['rows', row], `row ${row + 1}`);
  fields.report(document, ['rows', row], 'table-row-covered', message, expected, fixes);
}
