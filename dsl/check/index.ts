export type { AggregateRow, SpecialRow } from './aggregates.ts';
export { checkExpression } from './check-expression.ts';
export type { Checked, Expectation } from './check-expression.ts';
export type { FunctionRow, Parameter } from './functions.ts';
export { languageTables } from './language-tables.ts';
export { DECLARED_OPERATORS } from './operators.ts';
export type { DeclaredOperator, OperatorDoc } from './operators.ts';
export type {
  Catalogue,
  FeatureRegistry,
  NameInfo,
  ResolvedAggregate,
  Scope,
  Stream,
  StreamAttribute,
  StreamLeaf,
} from './scope.ts';
export type { Typed } from './typed.ts';
