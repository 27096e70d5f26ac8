import type { Expression, Logic } from '../../program/logic.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { isList } from '../expressions/logic-vars.ts';
import type { TableDocument } from './cell-texts.ts';

/** Operators of a table's compiled form; a hundred rows of four columns have about 1,500. */
const MAX_OPERATORS = 5_000;

/** Whether the table can be worked out at a cost that is bounded; if not, it is reported. */
export function boundSize(
  document: TableDocument,
  results: readonly { readonly value: Expression }[],
  fields: FieldCompiler,
): boolean {
  if (results.every(({ value }) => operatorsOf(value.logic) <= MAX_OPERATORS)) return true;
  const message =
    'The table is too large to work out: split it, or give long inputs a name as a `kind: metric`.';
  fields.report(document, ['rows'], 'expression-too-costly', message);
  return false;
}

function operatorsOf(logic: Logic): number {
  if (logic === null || typeof logic !== 'object') return 0;
  const parts = isList(logic) ? logic : Object.values(logic);
  const inside = parts.reduce<number>((sum, part) => sum + operatorsOf(part), 0);
  return isList(logic) ? inside : inside + 1;
}
