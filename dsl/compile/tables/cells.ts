import type { NameInfo, Scope } from '../../check/scope.ts';
import type { DocumentPath } from '../../documents/document.ts';
import { canonicalText } from '../../format/canonical-text.ts';
import type { Logic } from '../../program/logic.ts';
import type { Problem } from '../../syntax/problem.ts';
import { isOrdered } from '../../types/types.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { writeValue } from '../fields/field-fixes.ts';
import { missingTestOf, testsOf } from './cell-texts.ts';
import type { TableDocument } from './cell-texts.ts';
import { missingLogic } from './columns.ts';
import type { Column } from './columns.ts';
import { ownValue } from '../../program/own-value.ts';

/** What a cell asks of its column. */
export interface Cell {
  readonly column: Column;
  /** One of these must hold. */
  readonly tests: readonly CellTest[];
}

export interface CellTest {
  readonly text: string;
  /** Over the column's value, which is there unless the test is for it to be missing. */
  readonly logic: Logic;
  readonly asks: 'value' | 'missing' | 'present';
}

/** The cells of a row that ask something; undefined where one is faulty, which is then reported. */
export function compileCells(
  document: TableDocument,
  row: number,
  columns: readonly Column[],
  scope: Scope,
  fields: FieldCompiler,
): readonly Cell[] | undefined {
  const when = document.value.rows[row]?.when ?? {};
  const cells = columns.map(column => {
    const tests = testsOf(ownValue(when, column.name)).map(({ text, steps }) => {
      const path = ['rows', row, 'when', column.name, ...steps];
      return compileTest(document, path, text, column, scope, fields);
    });
    const sound = tests.filter(test => test !== undefined);
    return sound.length === tests.length ? { column, tests: sound } : undefined;
  });
  const sound = cells.filter(cell => cell !== undefined);
  return sound.length === cells.length ? sound.filter(({ tests }) => tests.length > 0) : undefined;
}

function compileTest(
  document: TableDocument,
  path: DocumentPath,
  text: string,
  column: Column,
  scope: Scope,
  fields: FieldCompiler,
): CellTest | undefined {
  const asks = column.mayBeMissing ? missingTestOf(text) : undefined;
  if (asks !== undefined) {
    const missing = missingLogic(column);
    return { text: text.trim(), logic: asks === 'missing' ? missing : { '!': [missing] }, asks };
  }
  if (isOrdered(column.info.type) && reportRange(document, path, text, fields)) return undefined;
  if (reportColumn(document, path, text, column, fields)) return undefined;
  const condition = conditionOf(text, column);
  const { expression, problems } = fields.compileText(condition.text, inCell(scope, column), {
    type: 'boolean',
    allowMissing: false,
  });
  fields.reportProblems(
    document,
    path,
    problems.map(problem => moved(problem, condition.before, text.length)),
  );
  if (expression === undefined) return undefined;
  // However it is spaced: the text is part of the program, and spelling must not change its hash.
  const canonical = canonicalText(text.trim(), 'literal').text;
  return { text: canonical, logic: expression.logic, asks: 'value' };
}

/** `20-60` would be a subtraction. */
function reportRange(
  document: TableDocument,
  path: DocumentPath,
  text: string,
  fields: FieldCompiler,
): boolean {
  const [, low, high] = RANGE.exec(text) ?? [];
  if (low === undefined || high === undefined) return false;
  const meant = `between ${low.trim()} and ${high.trim()}`;
  const message = `A range is written \`${meant}\`.`;
  const fixes = writeValue(document, path, meant);
  fields.report(document, path, 'expression-foreign', message, `\`${meant}\``, fixes);
  return true;
}

/** `score > 20` in the column `score`. */
function reportColumn(
  document: TableDocument,
  path: DocumentPath,
  text: string,
  { name }: Column,
  fields: FieldCompiler,
): boolean {
  const rest = text.trim().startsWith(name) ? text.trim().slice(name.length) : '';
  if (!/^\s*(?:[=<>]|!=)|^\s+(?:between|in|not\s+in|is)\b/.test(rest)) return false;
  const meant = rest.trim();
  const message = `A cell says what its column must be, without the name: \`${meant}\`.`;
  fields.report(
    document,
    path,
    'expression-foreign',
    message,
    `\`${meant}\``,
    writeValue(document, path, meant),
  );
  return true;
}

const RANGE =
  /^\s*(\d+(?:\.\d+)?(?:\s*[A-Za-z%]+)?)\s*(?:-|–|—|\.\.\.?|…)\s*(\d+(?:\.\d+)?(?:\s*[A-Za-z%]+)?)\s*$/;

/** The column goes by its name in its cells, whatever else the name may stand for elsewhere. */
function inCell(scope: Scope, { name, info }: Column): Scope {
  return {
    ...scope,
    names: [name, ...scope.names],
    resolve: (asked): NameInfo | 'circular' | undefined => (asked === name ? info : scope.resolve(asked)),
  };
}

const COMPARES = /^\s*(=|!=|<=?|>=?|between\b|in\b|not\s+in\b|is\b)/;
const WORD = /^\s*[A-Za-z_][\w-]*\s*$/;

/**
 * A cell is the rest of a condition on its column: `>= 60`, `between 20 and 60`. A value alone is what the column
 * must be; in a column of texts a word needs no quotes.
 */
function conditionOf(
  cell: string,
  { name, info }: Column,
): { readonly text: string; readonly before: number } {
  if (COMPARES.test(cell)) return { text: `${name} ${cell}`, before: name.length + 1 };
  if (info.type === 'boolean') {
    const word = cell.trim();
    if (word === 'true' || word === 'yes') return { text: name, before: 0 };
    if (word === 'false' || word === 'no') return { text: `not ${name}`, before: 0 };
  }
  if (info.type === 'text' && WORD.test(cell)) {
    return { text: `${name} = ${JSON.stringify(cell.trim())}`, before: name.length + 3 };
  }
  return { text: `${name} = ${cell}`, before: name.length + 3 };
}

/** Problems of the condition, where they stand in the cell; a fix that would change the column's name is none. */
function moved(problem: Problem, before: number, length: number): Problem {
  const inside = (offset: number): number => Math.min(length, Math.max(0, offset - before));
  const { fixes = [], ...rest } = problem;
  const kept = fixes
    .filter(({ span }) => span.start >= before)
    .map(fix => ({ ...fix, span: { start: inside(fix.span.start), end: inside(fix.span.end) } }));
  const { start, end } = problem.span;
  const span = end <= before ? { start: 0, end: length } : { start: inside(start), end: inside(end) };
  return { ...rest, span, ...(kept.length === 0 ? {} : { fixes: kept }) };
}
