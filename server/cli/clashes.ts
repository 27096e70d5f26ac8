import type { DiagnosticCode } from '../../dsl/diagnostics/index.ts';
import type { Diagnostic, LoadedDocument } from '../../dsl/index.ts';

/**
 * Where two documents cannot stand beside each other the problem is told at one of them. Where that is in no asked file
 * but the other is, it is told there instead, with the place of both.
 */
export function withClashes(
  diagnostics: readonly Diagnostic[],
  documents: readonly LoadedDocument[],
  asked: ReadonlySet<string>,
): readonly Diagnostic[] {
  const own = documents.filter(({ file }) => asked.has(file));
  return diagnostics.flatMap(problem => {
    if (asked.has(problem.file)) return [problem];
    const [, name] = /^`([^`]+)`/.exec(problem.message) ?? [];
    const clashes = CLASHES[problem.code];
    const holder = own.find(({ kind, id }) => id === name && clashes?.includes(kind) === true);
    return holder === undefined ? [] : [atHolder(problem, holder)];
  });
}

/** Of problems that two documents make together: the kinds of the one at which it is not told. */
const CLASHES: Readonly<Partial<Record<DiagnosticCode, readonly LoadedDocument['kind'][]>>> = {
  'name-taken': ['metric', 'parameter', 'table', 'score', 'segment'],
  'was-in-use': ['mission', 'badge', 'tier'],
};

function atHolder(problem: Diagnostic, holder: LoadedDocument): Diagnostic {
  const { range } = holder.locate(['id']);
  const message = `\`${holder.id}\` clashes with ${problem.file}, line ${problem.range.start.line}: ${problem.message}`;
  return { ...problem, file: holder.file, range, message };
}
