export { decompile } from './decompile.ts';
export type { Decompiled, LogicCode, LogicDiagnostic } from './decompile.ts';
export { scopeOfRules } from './scope-of-rules.ts';
export type { RuleScope } from './scope-of-rules.ts';
