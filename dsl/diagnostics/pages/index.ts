import type { DiagnosticCode } from '../catalogue.ts';
import { AGGREGATE_PAGES } from './aggregates.ts';
import { BASE_RULES } from './base-rules.ts';
import { DOCUMENT_PAGES } from './documents.ts';
import { EXPRESSION_PAGES } from './expressions.ts';
import { KIND_PAGES } from './kinds.ts';
import { NAME_PAGES } from './names.ts';
import type { DiagnosticPage } from './page.ts';
import { PROGRAM_PAGES } from './program.ts';
import { TOGETHER_PAGES } from './together.ts';
import { TYPE_PAGES } from './types.ts';
import { YAML_PAGES } from './yaml.ts';

export type { DiagnosticPage } from './page.ts';

export const PAGES: Readonly<Partial<Record<DiagnosticCode, DiagnosticPage>>> = {
  ...YAML_PAGES,
  ...DOCUMENT_PAGES,
  ...EXPRESSION_PAGES,
  ...NAME_PAGES,
  ...TYPE_PAGES,
  ...AGGREGATE_PAGES,
  ...PROGRAM_PAGES,
  ...TOGETHER_PAGES,
  ...KIND_PAGES,
};

/** What there is to read about a code. */
export function pageOf(code: DiagnosticCode): DiagnosticPage | undefined {
  return PAGES[code];
}

export const EXAMPLE_FILE = 'example.yaml';
const BASE_FILE = 'base.yaml';

/** The files that make a page's example a whole set of rules. */
export function exampleFiles(
  { without = [] }: DiagnosticPage,
  text: string,
): readonly { readonly path: string; readonly text: string }[] {
  const base = Object.entries(BASE_RULES).flatMap(([name, document]) =>
    without.some(left => left === name) ? [] : [document],
  );
  return [
    { path: BASE_FILE, text: base.join('---\n') },
    { path: EXAMPLE_FILE, text },
  ];
}
