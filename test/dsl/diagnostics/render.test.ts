import { describe, expect, it } from 'vitest';
import {
  CATALOGUE,
  diagnostic,
  inOrder,
  renderDiagnostics,
  withoutEchoes,
} from '../../../dsl/diagnostics/index.ts';
import type { DiagnosticCode } from '../../../dsl/diagnostics/index.ts';
import { createSourceFile } from '../../../dsl/documents/index.ts';

const file = createSourceFile('a.yaml', 'one: 1\n\ttwo: twice\nthree: |\n  x\n  y\n');
const problem = (code: DiagnosticCode, start: number, end: number, message = 'Wrong.') =>
  diagnostic(code, { file: 'a.yaml', range: file.range(start, end), message });

describe('renderDiagnostics', () => {
  it('marks the place below its line, tabs and all', () => {
    const rendered = renderDiagnostics([problem('schema-value', 13, 18)], [file]);
    expect(rendered.split('\n').slice(2, 4)).toEqual(['  2 | \ttwo: twice', '    | \t     ^^^^^']);
  });

  it('marks a range over several lines to the end of its first', () => {
    expect(renderDiagnostics([problem('schema-value', 19, 34)], [file])).toContain(
      '  3 | three: |\n    | ^^^^^^^^',
    );
  });

  it('marks an empty range with one caret', () => {
    expect(renderDiagnostics([problem('schema-value', 6, 6)], [file])).toContain(
      '1 | one: 1\n    |       ^\n',
    );
  });

  it('does without the text of a file that is not at hand', () => {
    expect(renderDiagnostics([problem('schema-value', 5, 6)], [])).toBe(
      'a.yaml:1:6 error schema-value\n  Wrong.\n\n1 error.',
    );
  });

  it('counts errors and warnings', () => {
    const problems = [
      problem('schema-value', 0, 1),
      problem('yaml-bare-word', 0, 1),
      problem('yaml-bare-word', 1, 2),
    ];
    expect(renderDiagnostics(problems, [file])).toMatch(/1 error, 2 warnings\.$/);
    expect(renderDiagnostics([], [])).toBe('No problems found.');
  });

  it('colours for terminals alone', () => {
    expect(renderDiagnostics([problem('schema-value', 0, 1)], [file])).not.toContain('\u001b');
    expect(renderDiagnostics([problem('schema-value', 0, 1)], [file], { color: true })).toContain(
      '\u001b[31merror',
    );
  });
});

describe('diagnostics of a run', () => {
  it('come in the order of files and places', () => {
    const later = problem('schema-value', 8, 9);
    const sooner = problem('schema-type', 2, 3);
    const other = { ...problem('schema-value', 0, 1), file: 'b.yaml' };
    expect(inOrder([other, later, sooner])).toEqual([sooner, later, other]);
  });

  it('hold no syntax error that a misread text brings about, but every other one', () => {
    const tag = problem('yaml-tag', 5, 12);
    const echo = problem('expression-syntax', 5, 6);
    const elsewhere = problem('expression-syntax', 14, 15);
    const name = problem('schema-value', 6, 8);
    expect(withoutEchoes([tag, echo, elsewhere, name])).toEqual([tag, elsewhere, name]);
  });
});

describe('the catalogue', () => {
  it.each(Object.entries(CATALOGUE))('says of %s in a sentence what it stands for', (code, { about }) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(about).toMatch(/^[A-Z`].{15,}\.$/);
  });
});
