import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Diagnostic, Fix } from '../../../dsl/diagnostics/index.ts';
import { renderDiagnostics } from '../../../dsl/diagnostics/index.ts';
import { loadDocuments } from '../../../dsl/documents/index.ts';

const folder = new URL('./cases/', import.meta.url);
const cases = readdirSync(folder)
  .filter(file => file.endsWith('.yaml'))
  .map(path => ({ path, text: readFileSync(new URL(path, folder), 'utf8') }));

/** What was read, and what was found wrong. */
function report(file: { readonly path: string; readonly text: string }): string {
  const { documents, faulty, diagnostics } = loadDocuments([file]);
  return [
    ...documents.map(
      ({ kind, id, complete, value }) =>
        `${kind} ${id}${complete ? '' : ' (in part)'}: ${JSON.stringify(value)}`,
    ),
    ...faulty.map(
      ({ index, kind, id }) => `lost: document ${index + 1}, ${kind ?? 'no kind'} ${id ?? 'no id'}`,
    ),
    '',
    renderDiagnostics(diagnostics, [file]),
    '',
  ].join('\n');
}

function applyFix(text: string, { edits }: Fix): string {
  return edits
    .toSorted((a, b) => b.range.start.offset - a.range.start.offset)
    .reduce(
      (result, { range, text: added }) =>
        result.slice(0, range.start.offset) + added + result.slice(range.end.offset),
      text,
    );
}

const count = (diagnostics: readonly Diagnostic[], { code }: Diagnostic) =>
  diagnostics.filter(other => other.code === code).length;

describe('loadDocuments', () => {
  it.each(cases)('explains what is wrong in $path', async file => {
    await expect(report(file)).toMatchFileSnapshot(`./cases/${file.path.replace('.yaml', '.txt')}`);
  });

  it.each(cases)('offers fixes that mend what they are offered for, in $path', file => {
    const { diagnostics } = loadDocuments([file]);
    for (const problem of diagnostics) {
      for (const fix of problem.fixes) {
        const after = loadDocuments([{ ...file, text: applyFix(file.text, fix) }]).diagnostics;
        expect(count(after, problem), `${fix.title} at line ${problem.range.start.line}`).toBe(
          count(diagnostics, problem) - 1,
        );
      }
    }
  });
});
