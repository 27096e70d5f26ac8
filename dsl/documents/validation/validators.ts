import * as generated from '../generated/validators.ts';
import type { DocumentKind } from '../schemas/index.ts';

/** One violation, as AJV reports it. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface Validator {
  (value: unknown): unknown;
  readonly errors?: unknown;
}

const VALIDATORS: Readonly<Record<DocumentKind | 'logic', Validator>> = generated;

/** All violations of a kind's schema. */
export function schemaErrors(kind: DocumentKind | 'logic', value: unknown): readonly SchemaError[] {
  const validate = VALIDATORS[kind];
  if (validate(value) === true) return [];
  return Array.isArray(validate.errors) ? validate.errors : [];
}

/** The keys and indexes of a JSON pointer; indexes stay texts. */
export function pointerSteps(jsonPointer: string): readonly string[] {
  return jsonPointer
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
