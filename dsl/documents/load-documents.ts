import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { inOrder } from '../diagnostics/order.ts';
import type { FaultyDocument, LoadedDocument, LoadResult } from './document.ts';
import { findDuplicateIds } from './duplicate-ids.ts';
import { findWrongEncoding } from './encoding.ts';
import { findExcess } from './excess.ts';
import { loadDocument } from './load-document.ts';
import { relocate } from './relocate.ts';
import type { Origin } from './relocate.ts';
import { createSourceFile } from './source-file.ts';
import { findMissingSeparators, splitDocuments } from './split-documents.ts';

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

/**
 * A `loadDocuments` for editors: it reads anew only the documents whose text is another than at the last call. A
 * document that neither changed nor moved is the same object as before.
 */
export function createDocumentLoader(): (files: readonly RuleFile[]) => LoadedDocuments {
  let known: ReadonlyMap<string, ReadFile> = new Map();
  return files => {
    const read = files.map(({ path, text }) => {
      const before = known.get(path);
      return [path, before?.text === text ? before : readFile(path, text, before?.parts ?? [])] as const;
    });
    known = new Map(read);
    return combine(
      read.flatMap(([, { parts }]) => parts.map(({ now }) => now)),
      read.flatMap(([, { diagnostics }]) => diagnostics),
    );
  };
}

interface ReadFile {
  readonly text: string;
  readonly parts: readonly ReadPart[];
  /** Problems that stand between the documents. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A document of a file, as it was read at its first place and as it is at its present one. */
interface ReadPart {
  readonly text: string;
  readonly readAt: Origin;
  readonly read: LoadResult;
  readonly at: Origin;
  readonly now: LoadResult;
}

function readFile(path: string, text: string, before: readonly ReadPart[]): ReadFile {
  const file = createSourceFile(path, text);
  const excess = findExcess(file);
  if (excess !== undefined) return { text, parts: [], diagnostics: [excess] };
  const encoding = findWrongEncoding(file);
  if (encoding?.readable === false) return { text, parts: [], diagnostics: [encoding.problem] };
  const free = new Set(before);
  const parts = splitDocuments(text).map((stretch, index): ReadPart => {
    const own = text.slice(stretch.start, stretch.end);
    const at = { offset: stretch.start, line: file.range(stretch.start, stretch.start).start.line, index };
    const same = take(free, own);
    if (same) return isAt(same.at, at) ? same : { ...same, at, now: moved(same, at) };
    const read = loadDocument(file, stretch, index);
    return { text: own, readAt: at, read, at, now: read };
  });
  const between = findMissingSeparators(file);
  return { text, parts, diagnostics: encoding === undefined ? between : [encoding.problem, ...between] };
}

/** Of equal documents each is taken once. */
function take(parts: Set<ReadPart>, text: string): ReadPart | undefined {
  for (const part of parts) {
    if (part.text !== text) continue;
    parts.delete(part);
    return part;
  }
  return undefined;
}

const moved = ({ read, readAt }: ReadPart, at: Origin): LoadResult =>
  isAt(readAt, at) ? read : relocate(read, readAt, at);

const isAt = (a: Origin, b: Origin): boolean =>
  a.offset === b.offset && a.line === b.line && a.index === b.index;

function combine(loaded: readonly LoadResult[], between: readonly Diagnostic[]): LoadedDocuments {
  const documents = loaded.flatMap(({ document }) => (document ? [document] : []));
  return {
    documents,
    faulty: loaded.flatMap(({ faulty }) => (faulty ? [faulty] : [])),
    diagnostics: inOrder([
      ...between,
      ...loaded.flatMap(({ diagnostics }) => diagnostics),
      ...findDuplicateIds(documents),
    ]),
  };
}
