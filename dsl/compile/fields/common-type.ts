import type { Scope } from '../../check/scope.ts';
import type { TypeName } from '../../program/logic.ts';
import type { FieldCompiler } from './field-compiler.ts';

/** The type that most of several texts have, so that the odd one out is told; a plain number gives way. */
export function commonType(
  texts: readonly (string | undefined)[],
  scope: Scope,
  fields: FieldCompiler,
): TypeName | undefined {
  const types = texts.flatMap(text =>
    text === undefined
      ? []
      : (fields.compileText(text, scope, { allowMissing: true }).expression?.type ?? []),
  );
  const countOf = (type: TypeName): number => types.filter(other => other === type).length;
  const [most] = [...new Set(types)].toSorted(
    (a, b) => countOf(b) - countOf(a) || Number(isPlain(a)) - Number(isPlain(b)),
  );
  return most;
}

function isPlain(type: TypeName): boolean {
  return type === 'number' || type === 'any';
}
