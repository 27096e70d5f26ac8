import type { DocumentPath, LoadedDocument } from '../../documents/index.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';

/**
 * Names that every record of a program answers to before anybody has put them there. States, records and what is sent
 * are kept by name in stores and clients of any make, so no rule gives such a name.
 */
const OBJECT_NAMES: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Ids and the author's own keys that are such names. */
export function checkObjectNames(documents: readonly LoadedDocument[], fields: FieldCompiler): void {
  for (const document of documents) {
    for (const { path, name } of givenNames(document.value, [])) {
      if (!OBJECT_NAMES.has(name)) continue;
      const message = `\`${name}\` is a name that every record of a program has already, so nothing can be called so.`;
      fields.report(document, path, 'name-reserved', message, 'another name');
    }
  }
}

interface GivenName {
  readonly path: DocumentPath;
  readonly name: string;
}

function* givenNames(value: unknown, path: DocumentPath): Iterable<GivenName> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* givenNames(item, [...path, index]);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const inside = [...path, key];
    yield { path: inside, name: key };
    if (key === 'id' && typeof item === 'string') yield { path: inside, name: item };
    yield* givenNames(item, inside);
  }
}
