import { readFile } from 'node:fs/promises';
import { decompile, scopeOfRules } from '../../dsl/decompile/index.ts';
import type { LogicDiagnostic } from '../../dsl/decompile/index.ts';
import { parseJson } from '../parse-json.ts';
import { ProblemError } from '../problem.ts';
import { print, printJson, WrongUse } from './output.ts';
import type { Format } from './output.ts';
import { readRules } from './read-rules.ts';
import { readStdin, STDIN } from './stdin.ts';

export interface DecompileOptions {
  readonly format: Format;
  /** Any value rather than a condition. */
  readonly value?: boolean;
}

/** Writes the text of a rule that is given as JSONLogic; a list holds several. */
export async function decompileCommand(
  rulePaths: readonly string[],
  file: string,
  { format, value = false }: DecompileOptions,
): Promise<boolean> {
  const logic = await readLogic(file);
  const { scope, limits } = scopeOfRules(await readRules(rulePaths));
  const expectation = value ? { allowMissing: true } : ({ type: 'condition', allowMissing: false } as const);
  const rules = (Array.isArray(logic) ? logic : [logic]) as readonly unknown[];
  const results = rules.map(rule => decompile(rule, scope, expectation, limits));
  if (format === 'json') {
    printJson({
      results: results.map(({ expression, exact, diagnostics }) => ({ ...expression, exact, diagnostics })),
    });
  } else {
    for (const [index, { expression, diagnostics }] of results.entries()) {
      const place = Array.isArray(logic) ? `/${index}` : '';
      if (expression !== undefined) print(expression.text);
      for (const problem of diagnostics) process.stderr.write(`${lineOf(problem, place)}\n`);
    }
  }
  return results.every(({ expression }) => expression !== undefined);
}

async function readLogic(file: string): Promise<unknown> {
  const text =
    file === STDIN
      ? await readStdin()
      : await readFile(file, 'utf8').catch(() => {
          throw new WrongUse(`There is no file ${file}.`);
        });
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof ProblemError) throw new WrongUse(`${file} is no JSON: ${error.message}`);
    throw error;
  }
}

function lineOf({ severity, code, path, message, expected }: LogicDiagnostic, place: string): string {
  const wanted = expected === undefined ? '' : ` Expected: ${expected}.`;
  const pointer = `${place}${path}`;
  return `${pointer === '' ? '/' : pointer} ${severity} ${code}: ${message}${wanted}`;
}
