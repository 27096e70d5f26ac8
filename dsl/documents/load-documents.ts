import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { inOrder } from '../diagnostics/order.ts';
import type { FaultyDocument, LoadedDocument } from './document.ts';
import { findDuplicateIds } from './duplicate-ids.ts';
import { loadDocument } from './load-document.ts';
import type { LoadResult } from './load-document.ts';
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
  return createDocumentLoader()(files);
}

/** A `loadDocuments` for editors: it reads anew only the files whose text is another than at the last call. */
export function createDocumentLoader(): (files: readonly RuleFile[]) => LoadedDocuments {
  let known: ReadonlyMap<string, { readonly text: string; readonly loaded: readonly LoadResult[] }> =
    new Map();
  return files => {
    const read = files.map(({ path, text }) => {
      const before = known.get(path);
      return { path, text, loaded: before?.text === text ? before.loaded : loadFile(path, text) };
    });
    known = new Map(read.map(({ path, text, loaded }) => [path, { text, loaded }]));
    return combine(read.flatMap(({ loaded }) => loaded));
  };
}

function loadFile(path: string, text: string): readonly LoadResult[] {
  const file = createSourceFile(path, text);
  return splitDocuments(text).map((stretch, index) => loadDocument(file, stretch, index));
}

function combine(loaded: readonly LoadResult[]): LoadedDocuments {
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
