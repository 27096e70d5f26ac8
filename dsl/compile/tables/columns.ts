import type { NameInfo, Scope } from '../../check/scope.ts';
import type { Logic } from '../../program/logic.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { conditionTexts, missingTestOf } from './cell-texts.ts';
import type { TableDocument } from './cell-texts.ts';

/** What one column of a table looks at. */
export interface Column {
  readonly name: string;
  /** The canonical text of what it looks at. */
  readonly text: string;
  /** As the cells see it: there. */
  readonly info: NameInfo;
  /** It may be missing, and a row says what holds then. */
  readonly mayBeMissing: boolean;
}

/** The columns whose inputs are sound; what is wrong with the others is reported. */
export function compileColumns(
  document: TableDocument,
  scope: Scope,
  fields: FieldCompiler,
): readonly Column[] {
  return Object.entries(document.value.inputs).flatMap(([name, text]) => {
    const handlesMissing = conditionTexts(document, name).some(cell => missingTestOf(cell) !== undefined);
    const expectation = { allowMissing: handlesMissing };
    const path = ['inputs', name];
    const expression = fields.expression(document, path, text, scope, { missing: handlesMissing });
    if (expression === undefined) return [];
    const { values } = fields.compileText(text, scope, expectation);
    const { type, logic, missing } = expression;
    const info = { type, logic, missing: false, ...(values === undefined ? {} : { values }) };
    return [{ name, text: expression.text, info, mayBeMissing: missing }];
  });
}

/** True where the column's value is missing. */
export function missingLogic({ info }: Column): Logic {
  return { '===': [info.logic, null] };
}
