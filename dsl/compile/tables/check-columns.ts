import type { FieldCompiler } from '../fields/field-compiler.ts';
import { meantBy, writeKey } from '../fields/field-fixes.ts';
import type { TableDocument } from './cell-texts.ts';

/** Rows name no columns but those of the table; true where all do. */
export function checkColumnNames(document: TableDocument, fields: FieldCompiler): boolean {
  const columns = Object.keys(document.value.inputs);
  const unknown = document.value.rows.flatMap(({ when = {} }, row) =>
    Object.keys(when).flatMap(name => (columns.includes(name) ? [] : [{ row, name }])),
  );
  for (const { row, name } of unknown) {
    const path = ['rows', row, 'when', name];
    const { hint, meant } = meantBy(name, columns);
    const fixes = writeKey(document, path, meant);
    const message = `The table has no column \`${name}\`${hint}`;
    fields.report(document, path, 'table-column', message, `one of ${columns.join(', ')}`, fixes);
  }
  return unknown.length === 0;
}
