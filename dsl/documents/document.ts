import type { Diagnostic, Edit, Range } from '../diagnostics/diagnostic.ts';
import type { DocumentKind, DocumentValues } from './schemas/index.ts';

/** Keys and list indexes from the document's root to a value: `['target', 'levels', 'a']`. */
export type DocumentPath = readonly (string | number)[];

/** A scalar's text as the author means it, tied to where its characters stand in the file. */
export interface ExpressionText {
  readonly text: string;
  /** Where characters `start` (included) to `end` (not) of `text` stand in the file. */
  rangeIn(start: number, end: number): Range;
  /** Changes characters `start` to `end` of the text; quotes the whole scalar anew where it must. */
  edit(start: number, end: number, replacement: string): Edit;
  /** Puts another text in place of the whole scalar, quoted so that YAML does not change it. */
  replace(text: string): Edit;
}

export interface Location {
  /** The value's range, quotes and block headers included. */
  readonly range: Range;
  /** The key that holds the value, where it stands in a mapping. */
  readonly keyRange?: Range;
  /** The value as text, where it is a scalar. */
  readonly expression?: ExpressionText;
  /** The key as text. */
  readonly key?: ExpressionText;
  /** Whether it stands inside `{ }` or `[ ]`. */
  readonly inFlow?: true;
}

interface Loaded<Kind extends DocumentKind> {
  readonly file: string;
  /** Which document of its file it is, from 0. */
  readonly index: number;
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  /** Plain JSON that fits the kind's schema; each expression field holds the source text of its scalar. */
  readonly value: DocumentValues[Kind];
  /** False where faulty parts were left out of `value`: names they would have brought are unknown, not wrong. */
  readonly complete: boolean;
  /** Where a value stands; for a path that is not in the file, the nearest part above it that is. */
  locate(path: DocumentPath): Location;
}

/** A document that fits its schema, narrowed by `kind`. */
export type LoadedDocument = { readonly [Kind in DocumentKind]: Loaded<Kind> }[DocumentKind];
export type DocumentOf<Kind extends DocumentKind> = Extract<LoadedDocument, { readonly kind: Kind }>;

/** A document too faulty to be loaded: what it would have defined counts neither as known nor as unknown. */
export interface FaultyDocument {
  readonly file: string;
  readonly index: number;
  readonly kind?: DocumentKind;
  readonly id?: string;
  readonly name?: string;
}

/** What came of reading one document. */
export interface LoadResult {
  readonly document?: LoadedDocument;
  readonly faulty?: FaultyDocument;
  readonly diagnostics: readonly Diagnostic[];
}
