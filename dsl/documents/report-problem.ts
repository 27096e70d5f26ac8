import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Diagnostic, Edit, Range } from '../diagnostics/diagnostic.ts';
import type { DocumentPath, Location } from './document.ts';
import type { SourceFile } from './source-file.ts';
import type { Problem, Remedy } from './validation/problem.ts';
import { inQuotes } from './yaml/trap.ts';

type Locate = (path: DocumentPath) => Location;

/** Ties a problem of a document's value to its place in the file, and its remedy to edits. */
export function reportProblem(problem: Problem, locate: Locate, file: SourceFile): Diagnostic {
  const location = locate(problem.path);
  return diagnostic(problem.code, {
    file: file.path,
    range: placeOf(problem, location, locate),
    message: problem.message,
    expected: problem.expected,
    fixes: problem.remedy ? fixesOf(problem.remedy, problem.at, location, file) : [],
  });
}

/** A key that is not there is missed at the key of its parent, or at the document's kind. */
function placeOf(problem: Problem, location: Location, locate: Locate): Range {
  if (problem.at === 'value') return location.range;
  const key = problem.path.at(-1);
  if (typeof key !== 'string' || location.key?.text === key) return location.keyRange ?? location.range;
  const parent = problem.path.slice(0, -1);
  if (parent.length === 0) return locate(['kind']).range;
  const { keyRange, range } = locate(parent);
  return keyRange ?? range;
}

function fixesOf(
  remedy: Remedy,
  at: Problem['at'],
  location: Location,
  file: SourceFile,
): Diagnostic['fixes'] {
  const { start, end } = location.range;
  const written = file.text.slice(start.offset, end.offset);
  const rewrite = (text: string): Edit => file.edit(start.offset, end.offset, text);
  switch (remedy.kind) {
    case 'replace': {
      const edit = (at === 'key' ? location.key : location.expression)?.replace(remedy.text);
      return edit ? [{ title: remedy.title, edits: [edit] }] : [];
    }
    case 'quote': {
      const quoted = inQuotes(written);
      return written.includes('\n')
        ? []
        : [{ title: `Put it in quotes: ${quoted}`, edits: [rewrite(quoted)] }];
    }
    case 'list':
      return written.includes('\n')
        ? []
        : [{ title: `Make it a list: [${written}]`, edits: [rewrite(`[${written}]`)] }];
  }
}
