import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../../dsl/diagnostics/index.ts';
import type { Diagnostic, DiagnosticCode } from '../../../../dsl/diagnostics/index.ts';
import { EXAMPLE_FILE, exampleFiles, PAGES } from '../../../../dsl/diagnostics/pages/index.ts';
import type { DiagnosticPage } from '../../../../dsl/diagnostics/pages/index.ts';
import { renderDiagnostics } from '../../../../dsl/index.ts';
import { applyFix } from '../../support/apply-fix.ts';
import { findProblems } from './find-problems.ts';

const CODES = Object.keys(CATALOGUE) as readonly DiagnosticCode[];
const ENTRIES = CODES.flatMap(code => {
  const page = PAGES[code];
  return page === undefined ? [] : [{ code, page }];
});

const isError = ({ severity }: Diagnostic) => severity === 'error';
const codes = (problems: readonly Diagnostic[]) => problems.map(({ code, message }) => `${code}: ${message}`);

function problemsOf(page: DiagnosticPage, text: string) {
  const files = exampleFiles(page, text);
  return { files, problems: findProblems(files) };
}

describe('every code', () => {
  it('has a page', () => {
    expect(CODES.filter(code => PAGES[code] === undefined)).toEqual([]);
  });

  it('has no page without a code', () => {
    expect(Object.keys(PAGES).filter(code => !CODES.some(known => known === code))).toEqual([]);
  });

  it('is one of at least 60', () => {
    expect(CODES.length).toBeGreaterThanOrEqual(60);
  });
});

describe.each(ENTRIES)('the page of $code', ({ code, page }) => {
  it('shows what is wrong by rules with that problem and no other error', () => {
    const { problems } = problemsOf(page, page.wrong);
    expect(codes(problems.filter(isError)).filter(text => !text.startsWith(`${code}:`))).toEqual([]);
    expect(problems.filter(problem => problem.code === code).length).toBe(1);
  });

  it('shows what is right by rules without it and without any error', () => {
    const { problems } = problemsOf(page, page.right);
    expect(codes(problems.filter(problem => isError(problem) || problem.code === code))).toEqual([]);
  });

  it('comes with fixes of which the first mends the problem', () => {
    const { files, problems } = problemsOf(page, page.wrong);
    const [fix] = problems.find(problem => problem.code === code)?.fixes ?? [];
    if (fix === undefined) return;
    const after = findProblems(applyFix(files, fix));
    expect(codes(after.filter(problem => isError(problem) || problem.code === code))).toEqual([]);
  });

  it('comes with no fix that leaves the problem as it is', () => {
    const { files, problems } = problemsOf(page, page.wrong);
    const fixes = problems.find(problem => problem.code === code)?.fixes ?? [];
    const useless = fixes.filter(fix =>
      findProblems(applyFix(files, fix)).some(problem => problem.code === code),
    );
    expect(useless.map(({ title }) => title)).toEqual([]);
  });

  it('shows the problem with its place', async () => {
    const { files, problems } = problemsOf(page, page.wrong);
    const shown = problems.filter(problem => problem.file === EXAMPLE_FILE || problem.code === code);
    await expect(`${renderDiagnostics(shown, files)}\n`).toMatchFileSnapshot(`./cases/${code}.txt`);
  });
});

describe('fixes', () => {
  it('come with nine of ten codes', () => {
    const without = ENTRIES.filter(({ code, page }) => {
      const { problems } = problemsOf(page, page.wrong);
      return problems.find(problem => problem.code === code)?.fixes.length === 0;
    }).map(({ code }) => code);
    expect(without.length / CODES.length, without.join(', ')).toBeLessThanOrEqual(0.1);
  });
});
