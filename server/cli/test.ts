import { writeFile } from 'node:fs/promises';
import { renderDiagnostics } from '../../dsl/index.ts';
import type { Diagnostic, RuleFile } from '../../dsl/index.ts';
import {
  percentOf,
  renderJunit,
  renderJunitErrors,
  renderLcov,
  renderText,
  reportOf,
} from '../../engine/testing/index.ts';
import type { TestReport } from '../../engine/testing/index.ts';
import { playScenarios } from '../services/scenarios.ts';
import { print, WrongUse } from './output.ts';
import { readInCompany } from './read-rules.ts';

export const TEST_FORMATS = ['text', 'json', 'junit', 'lcov'] as const;
export type TestFormat = (typeof TEST_FORMATS)[number];

export interface TestOptions {
  readonly format: TestFormat;
  /** A file to write to instead of the terminal. */
  readonly output?: string;
  /** Part of a story's id, name or file; `*` stands for anything. */
  readonly only?: string;
  readonly coverage?: boolean;
  /** Least coverage in percent. */
  readonly threshold?: number;
}

const RENDERERS: Readonly<Record<TestFormat, (report: TestReport) => string>> = {
  text: renderText,
  json: report => JSON.stringify(report, null, 2),
  junit: renderJunit,
  lcov: ({ coverage }) => (coverage === undefined ? '' : renderLcov(coverage)),
};

/** What is written where the rules have errors, so that nothing can be played. */
const FAULTY: Readonly<
  Record<TestFormat, (diagnostics: readonly Diagnostic[], files: readonly RuleFile[]) => string>
> = {
  text: renderDiagnostics,
  json: diagnostics => JSON.stringify({ diagnostics }, null, 2),
  junit: (diagnostics, files) =>
    renderJunitErrors(
      diagnostics.filter(({ severity }) => severity === 'error'),
      files,
    ),
  lcov: () => 'TN:',
};

/** Plays the test documents; true where all that they expect held and, if asked for, the rules are covered. */
export async function testCommand(paths: readonly string[], options: TestOptions): Promise<boolean> {
  const { format, only, threshold } = options;
  const { files, asked } = await readInCompany(paths, process.env['RULES_DIR'] ?? './rules');
  const measured = options.coverage === true || threshold !== undefined || format === 'lcov';
  const matches = only === undefined ? () => true : patternOf(only);
  const playing = playScenarios(files, {
    only: ({ id, name, file }) => asked.has(file) && [id, name, file].some(matches),
    coverage: measured,
  });
  if ('diagnostics' in playing) {
    const { diagnostics } = playing;
    await write(FAULTY[format](diagnostics, files), options);
    // Whoever reads the terminal sees why nothing was played; lcov has no words for it at all.
    if (options.output !== undefined || format === 'lcov')
      console.error(renderDiagnostics(diagnostics, files));
    return false;
  }
  if (only !== undefined && playing.played.length === 0)
    throw new WrongUse(`No test document has "${only}" in its id, name or file.`);
  const report = reportOf(playing.played, playing.program.hash, playing.coverage);
  await write(RENDERERS[format](report), options);
  return report.failed === 0 && isCovered(report, threshold);
}

function isCovered({ coverage }: TestReport, threshold: number | undefined): boolean {
  if (coverage === undefined || threshold === undefined) return true;
  const percent = percentOf(coverage.conditions, coverage.branches);
  if (percent >= threshold) return true;
  console.error(`Coverage is ${percent.toFixed(1)}%, less than the ${threshold}% that were asked for.`);
  return false;
}

async function write(text: string, { output, format }: TestOptions): Promise<void> {
  if (output === undefined) return print(text);
  await writeFile(output, text.endsWith('\n') ? text : `${text}\n`).catch((error: unknown) => {
    throw new WrongUse(
      `${output} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  console.error(`${format} written to ${output}`);
}

function patternOf(text: string): (subject: string) => boolean {
  const parts = text.split('*').map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const pattern = new RegExp(parts.join('.*'), 'i');
  return subject => pattern.test(subject);
}
