import { EXTRA_FILE } from '../../dsl/index.ts';
import type { Diagnostic, LoadedDocument, Range } from '../../dsl/index.ts';
import type { DocumentOf, ExpressionText } from '../../dsl/documents/index.ts';
import type { Plan } from './plan-scenarios.ts';
import type { Expectation } from './scenario.ts';

interface Written {
  readonly expectation: Expectation;
  readonly file: string;
  readonly range: Range;
  readonly text: ExpressionText | undefined;
}

/**
 * Puts problems of the plan's extra expressions where the author wrote them: on every expectation of that text. All
 * other problems stay as they are.
 */
export function locateProblems(
  diagnostics: readonly Diagnostic[],
  documents: readonly LoadedDocument[],
  tests: readonly DocumentOf<'test'>[],
  plan: Plan,
): readonly Diagnostic[] {
  const written = tests.flatMap((test, index) => writtenIn(test, plan.scenarios[index]?.expectations ?? []));
  const extras = documents.filter(({ file }) => file === EXTRA_FILE);
  const located = diagnostics.map(problem =>
    problem.file === EXTRA_FILE ? locate(problem, extras, written) : { whole: [problem], part: [] },
  );
  const whole = located.flatMap(found => found.whole);
  // A value that a condition compares has the condition's own problem, said there more exactly.
  const known = new Set(whole.map(key));
  const parts = located.flatMap(found => found.part).filter(problem => !known.has(key(problem)));
  return [...whole, ...parts];
}

function writtenIn(
  test: DocumentOf<'test'>,
  expectations: readonly (readonly Expectation[])[],
): readonly Written[] {
  return expectations.flatMap((step, stepIndex) =>
    step.map((expectation, index) => {
      const { range, expression } = test.locate(['steps', stepIndex, 'expect', index]);
      return { expectation, file: test.file, range, text: expression };
    }),
  );
}

function locate(
  problem: Diagnostic,
  extras: readonly LoadedDocument[],
  written: readonly Written[],
): { readonly whole: readonly Diagnostic[]; readonly part: readonly Diagnostic[] } {
  const offset = problem.range.start.offset;
  const rangeOf = (extra: LoadedDocument): Range => extra.locate(['value']).range;
  const extra = extras.find(
    document => rangeOf(document).start.offset <= offset && offset <= rangeOf(document).end.offset,
  );
  if (extra === undefined) return { whole: [problem], part: [] };
  const start = rangeOf(extra).start.offset;
  const whole = written.filter(({ expectation }) => expectation.rule === extra.id);
  const part = written.filter(({ expectation }) => expectation.parts.some(({ rule }) => rule === extra.id));
  return {
    whole: whole.map(place => moved(problem, place, start)),
    part: part.map(({ file, range }) => ({ ...problem, file, range, fixes: [] })),
  };
}

/** The problem, and the fixes for it, on the expectation's own characters. */
function moved(problem: Diagnostic, { file, range, text, expectation }: Written, start: number): Diagnostic {
  if (text === undefined) return { ...problem, file, range, fixes: [] };
  const quoted = JSON.stringify(expectation.text);
  const inText = (offset: number): number => {
    const before = quoted.slice(1, Math.max(1, offset - start));
    return before.replaceAll(/\\./g, '_').length;
  };
  return {
    ...problem,
    file,
    range: text.rangeIn(inText(problem.range.start.offset), inText(problem.range.end.offset)),
    fixes: problem.fixes.map(fix => ({
      ...fix,
      edits: fix.edits.map(edit =>
        text.edit(inText(edit.range.start.offset), inText(edit.range.end.offset), edit.text),
      ),
    })),
  };
}

function key({ file, range, message }: Diagnostic): string {
  return `${file}:${range.start.line}:${message}`;
}
