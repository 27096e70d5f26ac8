import type { DocumentOf, DocumentPath } from '../../documents/document.ts';
import { ownValue } from '../../program/own-value.ts';

export type TableDocument = DocumentOf<'table'>;

type Row = TableDocument['value']['rows'][number];
type CellValue = NonNullable<Row['when']>[string];

/** One text of a cell, and where it stands in it. */
export interface CellText {
  readonly text: string;
  readonly steps: DocumentPath;
}

/** What a cell asks: blank and `any` ask nothing, a list asks for one of its items. */
export function testsOf(cell: CellValue | undefined): readonly CellText[] {
  if (typeof cell === 'object' && cell !== null) {
    const items = cell.map((text, index) => ({ text, steps: [index] }));
    return items.some(({ text }) => isAny(text)) ? [] : items;
  }
  return cell === undefined || cell === null || isAny(cell) ? [] : [{ text: cell, steps: [] }];
}

/** The texts of all cells of a column. */
export function conditionTexts({ value: { rows } }: TableDocument, column: string): readonly string[] {
  return rows.flatMap(({ when }) => testsOf(ownValue(when, column)).map(({ text }) => text));
}

/** What of absence a cell asks, if it does. */
export function missingTestOf(text: string): 'missing' | 'present' | undefined {
  const found = /^\s*is\s+(not\s+)?missing\s*$/.exec(text);
  if (found === null) return undefined;
  return found[1] === undefined ? 'missing' : 'present';
}

function isAny(text: string): boolean {
  return text.trim() === '' || text.trim() === 'any';
}
