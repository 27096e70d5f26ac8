import { diagnostic, oneOf, suggest } from '../../diagnostics/index.ts';
import type { DocumentOf, DocumentPath } from '../../documents/document.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';

export interface Referable {
  readonly segments: readonly string[];
  /** Absent where the policy lists none. */
  readonly categories: readonly string[] | undefined;
  readonly budgets: readonly string[];
}

type Mission = DocumentOf<'mission'>;

/** The names in a mission that are no expressions: a misspelt one would be valid, and never apply to anybody. */
export function checkReferences(missions: readonly Mission[], known: Referable, fields: FieldCompiler): void {
  for (const mission of missions) {
    const { segments = [], category, budget } = mission.value;
    const check = (path: DocumentPath, kind: string, name: string, names: readonly string[]) => {
      if (!names.includes(name)) fields.diagnostics.push(unknownName(mission, path, kind, name, names));
    };
    segments.forEach((segment, index) => check(['segments', index], 'segment', segment, known.segments));
    if (known.categories) check(['category'], 'category of the policy', category, known.categories);
    if (budget !== undefined) check(['budget'], 'budget of the policy', budget, known.budgets);
  }
}

function unknownName(
  mission: Mission,
  path: DocumentPath,
  kind: string,
  name: string,
  names: readonly string[],
) {
  const { file } = mission;
  const { range } = mission.locate(path);
  const [meant] = suggest(name, names, { limit: 1 });
  const hint = meant === undefined ? '.' : ` — did you mean \`${meant}\`?`;
  return diagnostic('name-unknown-reference', {
    file,
    range,
    message: `There is no ${kind} \`${name}\`${hint}`,
    expected: names.length === 0 ? undefined : oneOf(names),
    fixes:
      meant === undefined ? [] : [{ title: `Write \`${meant}\``, edits: [{ file, range, text: meant }] }],
  });
}
