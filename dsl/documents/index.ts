export type { Json } from './build-value.ts';
export type {
  DocumentOf,
  DocumentPath,
  ExpressionText,
  FaultyDocument,
  LoadedDocument,
  Location,
} from './document.ts';
export { createDocumentLoader, loadDocuments } from './load-documents.ts';
export type { LoadedDocuments, RuleFile } from './load-documents.ts';
export { DOCUMENT_KINDS, isDocumentKind, SCHEMAS, schemaOf, schemasAt } from './schemas/index.ts';
export type { DocumentKind, DocumentValues, ExpressionRole, JsonSchema } from './schemas/index.ts';
export { LOGIC_SCHEMA } from './schemas/logic.ts';
export { createSourceFile } from './source-file.ts';
export type { SourceFile } from './source-file.ts';
export { validateLogic } from './validate-logic.ts';
export type { LogicProblem } from './validate-logic.ts';
export { splitDocuments } from './split-documents.ts';
