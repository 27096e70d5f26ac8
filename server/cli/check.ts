import { analyse, compileFiles, renderDiagnostics } from '../../dsl/index.ts';
import { print, printJson } from './output.ts';
import type { Format } from './output.ts';
import { readInCompany } from './read-rules.ts';

/** True without errors; warnings are shown and let pass. */
export async function checkCommand(paths: readonly string[], format: Format): Promise<boolean> {
  const { files, asked } = await readInCompany(paths, process.env['RULES_DIR'] ?? './rules');
  const compiled = compileFiles(files);
  const { documents: read, program } = compiled;
  const all = [...compiled.diagnostics, ...analyse(compiled)];
  const diagnostics = all.filter(({ file }) => asked.has(file));
  const documents = read.filter(({ file }) => asked.has(file));
  const isSound = diagnostics.every(({ severity }) => severity !== 'error');
  if (format === 'json') {
    printJson({ diagnostics, ...(program ? { program: program.hash } : {}) });
    return isSound;
  }
  if (diagnostics.length > 0) print(renderDiagnostics(diagnostics, files));
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const found =
    [count(errors, 'error'), count(warnings, 'warning')].filter(Boolean).join(' and ') || 'no problems';
  print(
    `${count(asked.size, 'file')}, ${count(documents.length, 'document')}: ${found}${program ? `; program ${program.hash}` : ''}`,
  );
  return isSound;
}

function count(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
}
