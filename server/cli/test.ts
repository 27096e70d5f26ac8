import { renderDiagnostics } from '../../dsl/index.ts';
import { playScenarios } from '../services/scenarios.ts';
import type { Played } from '../services/scenarios.ts';
import { print, printJson } from './output.ts';
import type { Format } from './output.ts';
import { readRules } from './read-rules.ts';

/** Plays every test document; true where all that they expect held. */
export async function testCommand(paths: readonly string[], format: Format): Promise<boolean> {
  const files = await readRules(paths);
  const playing = playScenarios(files);
  if ('diagnostics' in playing) {
    if (format === 'json') printJson({ diagnostics: playing.diagnostics });
    else print(renderDiagnostics(playing.diagnostics, files));
    return false;
  }
  const { played, program } = playing;
  const failed = played.filter(({ result }) => !result.passed);
  if (format === 'json') {
    const tests = played.map(({ document, result }) => ({
      id: result.id,
      name: result.name,
      file: document.file,
      passed: result.passed,
      problems: result.problems,
      expectations: result.expectations,
    }));
    printJson({ passed: played.length - failed.length, failed: failed.length, program: program.hash, tests });
  } else {
    for (const one of played) print(textOf(one));
    print(`${played.length - failed.length} passed, ${failed.length} failed`);
  }
  return failed.length === 0;
}

function textOf({ document, result }: Played): string {
  const head = `${result.passed ? 'ok    ' : 'FAILED'}  ${result.id}: ${result.name}`;
  if (result.passed) return head;
  const line = (step: number) => document.locate(['steps', step]).range.start.line;
  return [
    head,
    ...result.problems.map(
      ({ step, at, message }) => `        ${document.file}:${line(step)} ${at}: ${message}`,
    ),
    ...result.expectations
      .filter(expectation => !expectation.passed)
      .map(({ step, at, text, seen }) => {
        const values = seen.map(
          part => `${part.text} is ${part.value === null ? 'missing' : String(part.value)}`,
        );
        return `        ${document.file}:${line(step)} ${at}: expected ${text}${values.length === 0 ? '' : `; ${values.join(', ')}`}`;
      }),
  ].join('\n');
}
