import { compileDocuments } from '../../../dsl/compile/program.ts';
import { createFieldCompiler } from '../../../dsl/compile/fields/field-compiler.ts';
import { createTextMemo } from '../../../dsl/compile/expressions/text-memo.ts';
import { createDocumentLoader } from '../../../dsl/documents/index.ts';
import type { Diagnostic, RuleFile } from '../../../dsl/index.ts';
import type { Fault } from './inject.ts';

/** Compiles a fault among the files it belongs to, reading again what it changes alone, as an editor does. */
export function createFaultCompiler(files: readonly RuleFile[]): (fault: Fault) => readonly Diagnostic[] {
  const load = createDocumentLoader();
  const memo = createTextMemo();
  return ({ original, text }) => {
    const loaded = load(files.map(file => (file.path === original.path ? { ...file, text } : file)));
    return compileDocuments(loaded, createFieldCompiler({ compileText: memo.compile })).diagnostics;
  };
}
