import { createDocumentLoader } from '../documents/index.ts';
import type { LoadedDocument, LoadedDocuments, RuleFile } from '../documents/index.ts';
import { createFieldCompiler } from './fields/field-compiler.ts';
import type { CompiledField } from './fields/field-compiler.ts';
import { compileDocuments } from './program.ts';
import type { CompiledDocuments } from './program.ts';
import { createTextMemo } from './expressions/text-memo.ts';

export interface IncrementallyCompiled extends CompiledDocuments {
  readonly loaded: LoadedDocuments;
  /** Every expression that was compiled, by document, in the order of compilation. */
  readonly fields: ReadonlyMap<LoadedDocument, readonly CompiledField[]>;
}

/**
 * A `compileFiles` for editors. Of a second text only the documents that changed are read, and of these and of all others
 * only the expressions are checked that read a name whose meaning changed. What comes out is the same.
 */
export function createIncrementalCompiler(): (files: readonly RuleFile[]) => IncrementallyCompiled {
  const load = createDocumentLoader();
  const memo = createTextMemo();
  return files => {
    const fields = new Map<LoadedDocument, CompiledField[]>();
    const observe = (field: CompiledField): void => {
      const known = fields.get(field.document);
      if (known === undefined) fields.set(field.document, [field]);
      else known.push(field);
    };
    const loaded = load(files);
    const compiled = compileDocuments(loaded, createFieldCompiler({ compileText: memo.compile, observe }));
    memo.forgetUnused();
    return { ...compiled, loaded, fields };
  };
}
