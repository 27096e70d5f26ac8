export { CATALOGUE } from './catalogue.ts';
export type { CatalogueEntry, DiagnosticCode, Severity } from './catalogue.ts';
export { diagnostic, hasErrors } from './diagnostic.ts';
export type { Diagnostic, DiagnosticDetails, Edit, Fix, Position, Range } from './diagnostic.ts';
