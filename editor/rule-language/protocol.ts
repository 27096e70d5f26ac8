import type { Diagnostic } from '../api/types.ts';

/** The messages between the page and the worker that runs the language; every reply carries what it answers. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

export interface DocumentSummary {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly file: string;
  readonly line: number;
}

export type SuggestionKind =
  'key' | 'name' | 'stream' | 'attribute' | 'function' | 'aggregate' | 'operator' | 'value' | 'window';

export interface Suggestion {
  readonly label: string;
  readonly kind: SuggestionKind;
  /** What replaces the word under the cursor; with `snippet` in Monaco's and TextMate's notation. */
  readonly insert: string;
  readonly snippet?: boolean;
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
}

export interface Completions {
  /** Where the word begins that a suggestion replaces. */
  readonly from: number;
  readonly suggestions: readonly Suggestion[];
}

export interface HoverText {
  readonly from: number;
  readonly to: number;
  /** Markdown. */
  readonly text: string;
}

export type Request =
  | { readonly kind: 'open'; readonly version: number; readonly files: readonly TextFile[] }
  | { readonly kind: 'change'; readonly version: number; readonly file: string; readonly text: string }
  | { readonly kind: 'complete'; readonly id: number; readonly file: string; readonly offset: number }
  | { readonly kind: 'hover'; readonly id: number; readonly file: string; readonly offset: number };

export type Reply =
  | {
      readonly kind: 'checked';
      readonly version: number;
      readonly diagnostics: readonly Diagnostic[];
      readonly documents: readonly DocumentSummary[];
    }
  | { readonly kind: 'completions'; readonly id: number; readonly completions: Completions }
  | { readonly kind: 'hover'; readonly id: number; readonly hover: HoverText | null }
  | { readonly kind: 'failed'; readonly id?: number; readonly message: string };
