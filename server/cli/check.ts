import { atEdited, renderDiagnostics } from '../../dsl/index.ts';
import type { Diagnostic, RuleFile } from '../../dsl/index.ts';
import { readVersion } from '../project-root.ts';
import { checkRules } from '../services/compile-rules.ts';
import { codeQualityOf } from './code-quality.ts';
import { githubAnnotations } from './github-annotations.ts';
import { count, print, printJson } from './output.ts';
import { readInCompany } from './read-rules.ts';
import { sarifOf } from './sarif.ts';

export const CHECK_FORMATS = ['text', 'json', 'sarif', 'github', 'gitlab'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

export interface CheckOptions {
  readonly format: CheckFormat;
  /** The file that the text on standard input stands for. */
  readonly stdinPath?: string;
}

interface Checked {
  readonly files: readonly RuleFile[];
  readonly asked: number;
  readonly documents: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly program?: string;
}

const REPORTS: Readonly<Record<CheckFormat, (checked: Checked) => void>> = {
  text: reportText,
  json: ({ diagnostics, program }) =>
    printJson({ diagnostics, ...(program === undefined ? {} : { program }) }),
  sarif: ({ diagnostics }) => printJson(sarifOf(diagnostics, readVersion())),
  github: ({ diagnostics }) => {
    if (diagnostics.length > 0) print(githubAnnotations(diagnostics));
  },
  gitlab: ({ diagnostics }) => printJson(codeQualityOf(diagnostics)),
};

/** True without errors; warnings are shown and let pass. */
export async function checkCommand(
  paths: readonly string[],
  { format, stdinPath }: CheckOptions,
): Promise<boolean> {
  const { files, asked } = await readInCompany(paths, process.env['RULES_DIR'] ?? './rules', stdinPath);
  const { documents, program, diagnostics: all } = checkRules(files);
  const diagnostics = atEdited(all, documents, asked).filter(({ file }) => asked.has(file));
  REPORTS[format]({
    files,
    asked: asked.size,
    documents: documents.filter(({ file }) => asked.has(file)).length,
    diagnostics,
    ...(program === undefined ? {} : { program: program.hash }),
  });
  return diagnostics.every(({ severity }) => severity !== 'error');
}

function reportText({ files, asked, documents, diagnostics, program }: Checked): void {
  if (diagnostics.length > 0) print(renderDiagnostics(diagnostics, files, { color: process.stdout.isTTY }));
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const found = [
    ...(errors === 0 ? [] : [count(errors, 'error')]),
    ...(warnings === 0 ? [] : [count(warnings, 'warning')]),
  ];
  print(
    `${count(asked, 'file')}, ${count(documents, 'document')}: ${found.join(' and ') || 'no problems'}${program === undefined ? '' : `; program ${program}`}`,
  );
}
