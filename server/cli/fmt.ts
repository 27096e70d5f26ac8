import { writeFile } from 'node:fs/promises';
import { renderDiagnostics } from '../../dsl/index.ts';
import type { Diagnostic, RuleFile } from '../../dsl/index.ts';
import { formatFile } from '../../dsl/format/index.ts';
import { count, print, printJson, WrongUse } from './output.ts';
import type { Format } from './output.ts';
import { readRules } from './read-rules.ts';
import { STDIN } from './stdin.ts';

export interface FmtOptions {
  readonly format: Format;
  /** Says what would change, and changes nothing. */
  readonly check?: boolean;
}

interface Formatted {
  readonly file: RuleFile;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Writes rule files in their canonical form. False where something could not be read, or with `check` would change. */
export async function fmtCommand(paths: readonly string[], options: FmtOptions): Promise<boolean> {
  if (paths.includes(STDIN) && paths.length > 1)
    throw new WrongUse('`-` stands alone: one text in, one text out.');
  const formatted = (await readRules(paths)).map((file): Formatted => ({ file, ...formatFile(file) }));
  const changed = formatted.filter(({ file, text }) => file.text !== text);
  if (paths.includes(STDIN)) return formatStdin(formatted, options);
  if (options.check !== true) for (const { file, text } of changed) await writeFile(file.path, text);
  report(formatted, changed, options);
  return formatted.every(isRead) && (options.check !== true || changed.length === 0);
}

/** Nothing but the text goes to standard output. */
function formatStdin([formatted]: readonly Formatted[], { format, check }: FmtOptions): boolean {
  if (formatted === undefined) return true;
  const { file, text, diagnostics } = formatted;
  if (format === 'json') printJson({ text, changed: file.text !== text, diagnostics });
  else if (check !== true) process.stdout.write(text);
  if (format !== 'json' && diagnostics.length > 0) console.error(renderDiagnostics(diagnostics, [file]));
  return isRead(formatted) && (check !== true || file.text === text);
}

function report(
  all: readonly Formatted[],
  changed: readonly Formatted[],
  { format, check }: FmtOptions,
): void {
  const diagnostics = all.flatMap(formatted => formatted.diagnostics);
  const names = changed.map(({ file }) => file.path);
  if (format === 'json') return printJson({ files: all.length, changed: names, diagnostics });
  for (const name of names) print(name);
  if (diagnostics.length > 0) {
    const files = all.map(({ file }) => file);
    print(`\nLeft as it is, because it cannot be read:\n\n${renderDiagnostics(diagnostics, files)}`);
  }
  const what = check === true ? 'would change' : 'changed';
  print(`${count(all.length, 'file')}: ${changed.length === 0 ? 'nothing' : changed.length} ${what}`);
}

const isRead = ({ diagnostics }: Formatted) => diagnostics.length === 0;
