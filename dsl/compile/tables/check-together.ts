import type { FieldCompiler } from '../fields/field-compiler.ts';
import { addField, leaveOut, writeValue } from '../fields/field-fixes.ts';
import type { TableDocument } from './cell-texts.ts';

/** `with` says what is made of several rows; where only the first counts there is nothing to make. */
export function checkTogether(document: TableDocument, fields: FieldCompiler): void {
  const { hit, with: together } = document.value;
  // What is written there and no such word is told by itself.
  const isWritten = document.locate(['with']).keyRange !== undefined;
  if (hit === 'collect' && !isWritten) reportNothingMade(document, fields);
  if (together === undefined || hit === 'collect') return;
  const message = `\`with: ${together}\` has no effect: only the first row that fits counts. All count with \`hit: collect\`.`;
  const collect = document.locate(['hit']).expression?.replace('collect');
  const fixes = [
    ...leaveOut(document, ['with'], '`with`'),
    ...(hit === undefined || collect === undefined
      ? []
      : [{ title: 'Write `hit: collect`', edits: [collect] }]),
  ];
  fields.report(document, ['with'], 'table-with', message, '`hit: collect`', fixes);
}

function reportNothingMade(document: TableDocument, fields: FieldCompiler): void {
  const message =
    '`hit: collect` lets all rows count that fit, but without `with` nothing is made of them: the first alone counts.';
  const fixes = [...addField(document, [], 'with: sum'), ...writeValue(document, ['hit'], 'first')];
  fields.report(document, ['hit'], 'table-with', message, '`with: sum`, largest, smallest or count', fixes);
}
