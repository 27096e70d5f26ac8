import type { DocumentOf } from '../../documents/document.ts';
import type { TypeName } from '../../program/logic.ts';
import { TYPES } from '../../types/index.ts';
import type { FieldCompiler } from './field-compiler.ts';
import { meantBy, writeValue } from './field-fixes.ts';

export function isTypeName(text: string): text is TypeName {
  return Object.hasOwn(TYPES, text);
}

/** The type that a document declares for its value; a name of no type is reported. */
export function declaredType(
  document: DocumentOf<'metric'> | DocumentOf<'parameter'>,
  fields: FieldCompiler,
): TypeName | undefined {
  const { type } = document.value;
  if (type === undefined || isTypeName(type)) return type;
  const { hint, meant } = meantBy(type, Object.keys(TYPES));
  fields.report(
    document,
    ['type'],
    'name-unknown-type',
    `\`${type}\` is no type${hint}`,
    'number, text, boolean, time, duration, data, speed, money or points',
    writeValue(document, ['type'], meant),
  );
  return undefined;
}
