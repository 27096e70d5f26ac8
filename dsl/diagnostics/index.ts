export { CATALOGUE } from './catalogue.ts';
export type { CatalogueEntry, DiagnosticCode, Severity } from './catalogue.ts';
export { diagnostic, exampleText, hasErrors } from './diagnostic.ts';
export type { Diagnostic, DiagnosticDetails, Edit, Example, Fix, Position, Range } from './diagnostic.ts';
export { inOrder, withoutEchoes, withoutRepeats } from './order.ts';
export { renderDiagnostics } from './render.ts';
export type { RenderOptions } from './render.ts';
export { distance, oneOf, suggest } from './suggest.ts';
export type { SuggestOptions } from './suggest.ts';
