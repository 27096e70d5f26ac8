import type { DiagnosticCode } from '../../diagnostics/catalogue.ts';
import type { DocumentPath } from '../document.ts';

/** What is wrong with a document's value, before it is tied to a place in the file. */
export interface Problem {
  readonly code: DiagnosticCode;
  readonly path: DocumentPath;
  /** Whether the key at the path is wrong, or the value. */
  readonly at: 'key' | 'value';
  readonly message: string;
  readonly expected?: string;
  readonly remedy?: Remedy;
  /** How to read on without a second error from the same mistake. */
  readonly recovery: Recovery;
}

export type Remedy =
  /** Another text for the key or the value. */
  | { readonly kind: 'replace'; readonly text: string; readonly title: string }
  /** The value as one quoted text. */
  | { readonly kind: 'quote' }
  /** What is written there between two texts, on one line; under another key where there is one. */
  | { readonly kind: 'enclose'; readonly open: string; readonly close: string; readonly key?: string }
  /** The value as a list of one. */
  | { readonly kind: 'list' }
  /** Other YAML in place of the value, or where none stands. */
  | { readonly kind: 'fill'; readonly text: string }
  /** A further field of the mapping at `into`. */
  | { readonly kind: 'insert'; readonly into: DocumentPath; readonly key: string; readonly text: string }
  /** The field as a step of its own, behind the one of the story that it stands in. */
  | { readonly kind: 'split-step' }
  /** Without the key and its value. */
  | { readonly kind: 'remove' };

export type Recovery =
  | { readonly kind: 'none' }
  /** Leave the value out. */
  | { readonly kind: 'drop' }
  /** Read the value as another. */
  | { readonly kind: 'replace'; readonly text: string }
  /** Read the key as another. */
  | { readonly kind: 'rename'; readonly key: string };
