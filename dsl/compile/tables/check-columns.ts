import { diagnostic, oneOf } from '../../diagnostics/index.ts';
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
    const { hint, meant } = meantColumn(name, document);
    const fixes = writeKey(document, path, meant);
    const message = `The table has no column \`${name}\`${hint}`;
    const { range, keyRange } = document.locate(path);
    const place = { file: document.file, range: keyRange ?? range };
    const expected = columns.length === 1 ? `\`${columns[0]}\`` : oneOf(columns);
    fields.diagnostics.push(diagnostic('table-column', { ...place, message, expected, fixes }));
  }
  return unknown.length === 0;
}

/** The column that is called almost so, or that is worked out from what is named. */
function meantColumn(name: string, { value: { inputs } }: TableDocument): ReturnType<typeof meantBy> {
  const near = meantBy(name, Object.keys(inputs));
  const [column] = Object.entries(inputs).find(([, text]) => text.trim() === name) ?? [];
  if (near.meant !== undefined || column === undefined) return near;
  return { hint: `: \`${name}\` stands in \`${column}\`.`, meant: column };
}
