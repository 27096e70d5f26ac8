import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Diagnostic, Range } from '../diagnostics/diagnostic.ts';
import type { DocumentPath, Location } from './document.ts';
import { fixesOf } from './remedies.ts';
import type { SourceFile } from './source-file.ts';
import type { Problem } from './validation/problem.ts';

type Locate = (path: DocumentPath) => Location;

/** Ties a problem of a document's value to its place in the file, and its remedy to edits. */
export function reportProblem(problem: Problem, locate: Locate, file: SourceFile): Diagnostic {
  const location = locate(problem.path);
  return diagnostic(problem.code, {
    file: file.path,
    range: placeOf(problem, location, locate),
    message: problem.message,
    expected: problem.expected,
    fixes: problem.remedy ? fixesOf(problem.remedy, problem, locate, file) : [],
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
