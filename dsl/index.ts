export { compileMapping } from './compile/mapping.ts';
export type { CompiledMapping } from './compile/mapping.ts';
export { compileFiles, EXTRA_FILE } from './compile/program.ts';
export type { Compiled, CompileOptions } from './compile/program.ts';
export { hasErrors, renderDiagnostics } from './diagnostics/index.ts';
export type { Diagnostic, Edit, Fix, Position, Range } from './diagnostics/index.ts';
export type { LoadedDocument, RuleFile } from './documents/index.ts';
export type { Expression, Logic, TypeName } from './program/logic.ts';
export type * from './program/program.ts';
