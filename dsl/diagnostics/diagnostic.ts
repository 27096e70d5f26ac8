import { CATALOGUE } from './catalogue.ts';
import type { DiagnosticCode, Severity } from './catalogue.ts';

/** Lines and columns count from 1, offsets from 0, all in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** Half-open: `end` is the position after the last character. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Edit {
  readonly file: string;
  readonly range: Range;
  readonly text: string;
}

/** A change that a tool can apply as it stands. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** A customer that shows what is meant. */
export interface Example {
  /** Names as rules are written, and their values: `engagement`, `45`. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** What follows for this customer. */
  readonly outcome: string;
}

/** One problem in the author's words. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly file: string;
  readonly range: Range;
  readonly message: string;
  readonly expected?: string;
  readonly fixes: readonly Fix[];
  /** Absent where none is needed, or none exists. */
  readonly example?: Example;
}

export interface DiagnosticDetails {
  readonly file: string;
  readonly range: Range;
  readonly message: string;
  readonly expected?: string | undefined;
  readonly fixes?: readonly Fix[] | undefined;
}

/** Makes a diagnostic of a catalogued code; the severity comes from the catalogue. */
export function diagnostic(code: DiagnosticCode, details: DiagnosticDetails): Diagnostic {
  return {
    code,
    severity: CATALOGUE[code].severity,
    file: details.file,
    range: details.range,
    message: details.message,
    ...(details.expected === undefined ? {} : { expected: details.expected }),
    fixes: details.fixes ?? [],
  };
}

/** "engagement = 45, active_bundles = 1 → bronze and silver at once" */
export function exampleText({ facts, outcome }: Example): string {
  return `${facts.map(({ name, value }) => `${name} = ${value}`).join(', ')} → ${outcome}`;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}
