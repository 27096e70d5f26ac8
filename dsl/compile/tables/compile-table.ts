import type { Scope } from '../../check/scope.ts';
import type { Expression, Logic } from '../../program/logic.ts';
import { casesIn } from '../fields/cases.ts';
import type { Case } from '../fields/cases.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { compileCells } from './cells.ts';
import type { Cell } from './cells.ts';
import type { TableDocument } from './cell-texts.ts';
import { checkColumnNames } from './check-columns.ts';
import { checkCoverage } from './check-coverage.ts';
import { checkTogether } from './check-together.ts';
import { compileColumns } from './columns.ts';
import { compileResults, resultNames } from './results.ts';
import type { TableResult } from './results.ts';
import { boundSize } from './bound-size.ts';
import { firstOf, rowCondition, togetherOf } from './table-logic.ts';
import { writeTable, writeTests } from './write-table.ts';

export { resultNames };

export interface CompiledResult {
  readonly name: string;
  readonly value: Expression;
  /** The texts that it can be, where they are listed. */
  readonly values?: readonly string[] | undefined;
}

/** A decision table → one expression a result; none where something is faulty, which is then reported. */
export function compileTable(
  document: TableDocument,
  scope: Scope,
  fields: FieldCompiler,
): readonly CompiledResult[] {
  checkTogether(document, fields);
  const known = checkColumnNames(document, fields);
  const columns = compileColumns(document, scope, fields);
  const rows = document.value.rows.map((_, row) => compileCells(document, row, columns, scope, fields));
  const results = compileResults(document, scope, fields);
  const sound = rows.filter(row => row !== undefined);
  const isSound =
    known && columns.length === Object.keys(document.value.inputs).length && sound.length === rows.length;
  if (!isSound || results === undefined) return [];
  const isComplete = checkCoverage(document, sound, columns, results, fields);
  if (isComplete === 'faulty') return [];
  const compiled = results.map(result => ({
    name: result.name,
    value: compileResult(document, sound, result, isComplete, fields),
    values: result.values,
  }));
  return boundSize(document, compiled, fields) ? compiled : [];
}

function compileResult(
  document: TableDocument,
  rows: readonly (readonly Cell[])[],
  result: TableResult,
  isComplete: boolean,
  fields: FieldCompiler,
): Expression {
  const { hit, with: together } = document.value;
  const conditions = rows.map(rowCondition);
  const text = writeTable(document, rows, result);
  if (hit !== 'collect' || together === undefined) {
    const logic = firstOf(conditions, result, isComplete);
    fields.conditions.push(...casesIn(logic, document, casesOf(rows, conditions)));
    const given = [...result.rows, result.otherwise];
    return { text, logic, type: result.type, missing: given.some(value => value?.missing === true) };
  }
  const logic = togetherOf(together, conditions, result);
  fields.conditions.push(...casesIn(logic, document, casesOf(rows, conditions)));
  return { text, logic, type: result.type, missing: staysMissing(together, conditions, result) };
}

function casesOf(rows: readonly (readonly Cell[])[], conditions: readonly Logic[]): readonly Case[] {
  return rows.map((cells, row) => ({
    path: ['rows', row],
    text: writeTests(cells),
    condition: conditions[row] ?? null,
  }));
}

/** The largest of no rows is nothing. */
function staysMissing(together: string, conditions: readonly Logic[], { otherwise }: TableResult): boolean {
  const fits = otherwise !== undefined || conditions.includes(true);
  return !fits && (together === 'largest' || together === 'smallest');
}
