import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { inOrder } from '../diagnostics/order.ts';
import type { FaultyDocument, LoadedDocument } from './document.ts';
import { findDuplicateIds } from './duplicate-ids.ts';
import { loadDocument } from './load-document.ts';
import { createSourceFile } from './source-file.ts';
import { splitDocuments } from './split-documents.ts';

export interface RuleFile {
  readonly path: string;
  readonly text: string;
}

export interface LoadedDocuments {
  /** In the order of the files and of the documents in them. */
  readonly documents: readonly LoadedDocument[];
  /** What could not be loaded: rules that name these ids are not wrong for that. */
  readonly faulty: readonly FaultyDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads rule files: every document that fits its kind's schema, and every problem of those that do not.
 * @example loadDocuments([{ path: 'tiers.yaml', text }]).documents[0]?.kind // 'tier'
 */
export function loadDocuments(files: readonly RuleFile[]): LoadedDocuments {
  const loaded = files.flatMap(({ path, text }) => {
    const file = createSourceFile(path, text);
    return splitDocuments(text).map((stretch, index) => loadDocument(file, stretch, index));
  });
  const documents = loaded.flatMap(({ document }) => (document ? [document] : []));
  return {
    documents,
    faulty: loaded.flatMap(({ faulty }) => (faulty ? [faulty] : [])),
    diagnostics: inOrder([
      ...loaded.flatMap(({ diagnostics }) => diagnostics),
      ...findDuplicateIds(documents),
    ]),
  };
}
