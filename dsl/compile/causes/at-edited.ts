import type { Diagnostic, DiagnosticCode, Fix } from '../../diagnostics/index.ts';
import type { LoadedDocument } from '../../documents/index.ts';

/**
 * Where two documents cannot stand beside each other the problem is told at one of them. Where that is in no file that
 * is being edited but the other is, it is told there instead, with the place of both.
 */
export function atEdited(
  diagnostics: readonly Diagnostic[],
  documents: readonly LoadedDocument[],
  edited: ReadonlySet<string>,
): readonly Diagnostic[] {
  if (edited.size === 0) return diagnostics;
  const own = documents.filter(({ file }) => edited.has(file));
  return diagnostics.map(problem => {
    const isHolder = edited.has(problem.file) ? undefined : CLASHES[problem.code];
    const holder = isHolder && own.find(document => isHolder(problem.message, document));
    return holder === undefined ? problem : atHolder(problem, holder);
  });
}

/** Problems that two documents make together: which document the message is about beside the one that it is told at. */
const CLASHES: Readonly<
  Partial<Record<DiagnosticCode, (message: string, document: LoadedDocument) => boolean>>
> = {
  'name-taken': isNamed(['metric', 'parameter', 'table', 'score', 'segment']),
  'was-in-use': isNamed(['mission', 'badge', 'tier']),
  'schema-duplicate-id': (message, { kind, id }) => message.startsWith(`The ${kind} \`${id}\` `),
};

function isNamed(kinds: readonly LoadedDocument['kind'][]) {
  return (message: string, { kind, id }: LoadedDocument): boolean =>
    kinds.includes(kind) && message.startsWith(`\`${id}\``);
}

function atHolder(problem: Diagnostic, holder: LoadedDocument): Diagnostic {
  const { range } = holder.locate(['id']);
  const place = `${problem.file}, line ${problem.range.start.line}`;
  if (problem.code !== 'schema-duplicate-id') {
    const message = `\`${holder.id}\` clashes with ${place}: ${problem.message}`;
    return { ...problem, file: holder.file, range, message };
  }
  const message = `The ${holder.kind} \`${holder.id}\` is already in ${place}.`;
  const fixes = problem.fixes.map(fix => inHolder(fix, holder));
  return { ...problem, file: holder.file, range, message, fixes };
}

/** The free id that is offered is as free for the one as for the other. */
function inHolder(fix: Fix, holder: LoadedDocument): Fix {
  const { expression } = holder.locate(['id']);
  return { ...fix, edits: fix.edits.map(edit => expression?.replace(edit.text) ?? edit) };
}
