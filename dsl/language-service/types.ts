import type { Edit, Range } from '../diagnostics/diagnostic.ts';

/** A stretch of a file, in offsets. */
export interface Place {
  readonly file: string;
  readonly range: Range;
}

export type SuggestionKind =
  | 'key'
  | 'name'
  | 'stream'
  | 'attribute'
  | 'function'
  | 'aggregate'
  | 'operator'
  | 'value'
  | 'window'
  | 'unit';

export interface Suggestion {
  readonly label: string;
  readonly kind: SuggestionKind;
  /** What replaces the word under the cursor; with `snippet` in TextMate's notation (`count(${1})`). */
  readonly insert: string;
  readonly snippet?: boolean;
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
}

export interface Completions {
  /** Where the word begins that a suggestion replaces. */
  readonly from: number;
  /** Those that fit best first. */
  readonly suggestions: readonly Suggestion[];
}

export interface Hover {
  readonly from: number;
  readonly to: number;
  /** Markdown. */
  readonly text: string;
}

export interface SignatureHelp {
  readonly label: string;
  /** Markdown. */
  readonly documentation: string;
  readonly parameters: readonly {
    /** Its characters in `label`. */
    readonly start: number;
    readonly end: number;
    readonly documentation: string;
  }[];
  /** Index of the parameter that the cursor stands in. */
  readonly active: number;
}

export interface DocumentSymbol {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly file: string;
  /** The whole document. */
  readonly range: Range;
  /** Its id, or the key that holds it. */
  readonly idRange: Range;
  readonly children: readonly DocumentSymbol[];
}

export type Rename =
  | { readonly kind: 'edits'; readonly edits: readonly Edit[] }
  | { readonly kind: 'refused'; readonly reason: string };

export const SEMANTIC_TOKEN_TYPES = [
  'key',
  'kind',
  'name',
  'stream',
  'attribute',
  'function',
  'aggregate',
  'keyword',
  'operator',
  'number',
  'unit',
  'text',
  'window',
  'reference',
] as const;

export type SemanticTokenType = (typeof SEMANTIC_TOKEN_TYPES)[number];

export interface SemanticToken {
  readonly from: number;
  readonly to: number;
  readonly type: SemanticTokenType;
}

export interface Folding {
  /** Lines from 1, both included. */
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: 'document' | 'part' | 'comment';
}
