import { compileFiles, renderDiagnostics } from '../../dsl/index.ts';
import { print, printJson } from './output.ts';
import type { Format } from './output.ts';
import { readRules } from './read-rules.ts';

/** True without errors; warnings are shown and let pass. */
export async function checkCommand(paths: readonly string[], format: Format): Promise<boolean> {
  const files = await readRules(paths);
  const { diagnostics, documents, program } = compileFiles(files);
  if (format === 'json') {
    printJson({ diagnostics, ...(program ? { program: program.hash } : {}) });
    return program !== undefined;
  }
  if (diagnostics.length > 0) print(renderDiagnostics(diagnostics, files));
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const found =
    [count(errors, 'error'), count(warnings, 'warning')].filter(Boolean).join(' and ') || 'no problems';
  print(
    `${count(files.length, 'file')}, ${count(documents.length, 'document')}: ${found}${program ? `; program ${program.hash}` : ''}`,
  );
  return program !== undefined;
}

function count(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
}
