import type {
  Completions,
  DocumentSymbol,
  Folding,
  Hover,
  Place as TextPlace,
  Rename,
  SemanticToken,
  SignatureHelp,
} from '../../dsl/language-service/index.ts';
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

/** What can be asked about a place of a file, and what comes back. */
export interface Questions {
  readonly completion: { readonly given: Place; readonly answer: Completions };
  readonly hover: { readonly given: Place; readonly answer: Hover | null };
  readonly signatureHelp: { readonly given: Place; readonly answer: SignatureHelp | null };
  readonly definition: { readonly given: Place; readonly answer: readonly TextPlace[] };
  readonly references: { readonly given: Place; readonly answer: readonly TextPlace[] };
  readonly renameTarget: { readonly given: Place; readonly answer: TextPlace | null };
  readonly rename: { readonly given: Place & { readonly newName: string }; readonly answer: Rename };
  readonly semanticTokens: { readonly given: FileOnly; readonly answer: readonly SemanticToken[] };
  readonly folding: { readonly given: FileOnly; readonly answer: readonly Folding[] };
  /** A text in its canonical form. */
  readonly format: { readonly given: { readonly text: string }; readonly answer: string };
  readonly symbols: { readonly given: FileOnly; readonly answer: readonly DocumentSymbol[] };
}

export type Method = keyof Questions;

export interface FileOnly {
  readonly file: string;
}

export interface Place extends FileOnly {
  readonly offset: number;
}

export type Question = {
  readonly [Each in Method]: { readonly method: Each; readonly given: Questions[Each]['given'] };
}[Method];

export type Request =
  | { readonly kind: 'open'; readonly version: number; readonly files: readonly TextFile[] }
  | { readonly kind: 'change'; readonly version: number; readonly file: string; readonly text: string }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question };

export type Reply =
  | {
      readonly kind: 'checked';
      readonly version: number;
      readonly diagnostics: readonly Diagnostic[];
      readonly documents: readonly DocumentSummary[];
    }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Questions[Method]['answer'] }
  | { readonly kind: 'failed'; readonly id?: number; readonly message: string };
