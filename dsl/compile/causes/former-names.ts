import type { Diagnostic, DiagnosticCode } from '../../diagnostics/index.ts';
import type { LoadedDocument } from '../../documents/index.ts';
import { unknownNameOf } from './unknown-name.ts';

export interface FormerNames {
  /** The problems of names that a rule had before it was renamed, with its present one. */
  readonly renamed: readonly Diagnostic[];
  readonly others: readonly Diagnostic[];
}

/** Tells problems apart that are about a former id (`was`) of a rule: what is meant by it is known. */
export function byFormerNames(
  found: readonly Diagnostic[],
  documents: readonly LoadedDocument[],
): FormerNames {
  const present = presentIds(documents);
  const renamed = new Map<Diagnostic, Diagnostic>();
  if (present.size > 0) {
    for (const problem of found) {
      const former = CODES.has(problem.code) ? unknownNameOf(problem) : undefined;
      const id = former === undefined ? undefined : present.get(former);
      if (former !== undefined && id !== undefined) renamed.set(problem, told(problem, former, id));
    }
  }
  return { renamed: [...renamed.values()], others: found.filter(problem => !renamed.has(problem)) };
}

function presentIds(documents: readonly LoadedDocument[]): ReadonlyMap<string, string> {
  const ids = new Set(documents.map(({ id }) => id));
  return new Map(
    documents.flatMap(({ kind, id, value }) => {
      const former = kind === 'mission' || kind === 'badge' || kind === 'tier' ? (value.was ?? []) : [];
      return former.filter(name => !ids.has(name)).map(name => [name, id] as const);
    }),
  );
}

/** What names a mission, a badge or a tier. */
const CODES: ReadonlySet<DiagnosticCode> = new Set(['value-not-listed', 'name-unknown-reference']);

function told(problem: Diagnostic, former: string, id: string): Diagnostic {
  const text = problem.code === 'value-not-listed' ? JSON.stringify(id) : id;
  const edits = [{ file: problem.file, range: problem.range, text }];
  const message = `\`${former}\` is now called \`${id}\`.`;
  return { ...problem, message, fixes: [{ title: `Write \`${text}\``, edits }] };
}
