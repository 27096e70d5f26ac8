import { diagnostic, oneOf, suggest } from '../../diagnostics/index.ts';
import type { Diagnostic } from '../../diagnostics/index.ts';
import type { DocumentOf, DocumentPath } from '../../documents/document.ts';
import { addField, leaveOut, writeKey } from '../fields/field-fixes.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';

export interface Referable {
  readonly segments: readonly string[];
  /** Absent where the policy lists none. */
  readonly categories: readonly string[] | undefined;
  readonly budgets: readonly string[];
}

type Mission = DocumentOf<'mission'>;
type Policy = DocumentOf<'policy'>;

/** The names in a mission that are no expressions: a misspelt one would be valid, and never apply to anybody. */
export function checkReferences(
  missions: readonly Mission[],
  known: Referable,
  policy: Policy,
  fields: FieldCompiler,
): void {
  const gone = [
    ...(known.categories === undefined ? [] : goneFrom(policy, 'category', missions, known.categories)),
    ...goneFrom(policy, 'budget', missions, known.budgets),
  ];
  const isGone = (kind: string, name: string) => gone.some(one => one.name === name && one.of === kind);
  fields.diagnostics.push(...gone.map(({ problem }) => problem));
  for (const mission of missions) {
    const { segments = [], category, budget } = mission.value;
    const check = (path: DocumentPath, kind: string, name: string, names: readonly string[]) => {
      if (names.includes(name)) return;
      const isEverybody = kind === 'segment' && EVERYBODY.has(name);
      fields.diagnostics.push(
        isEverybody ? everybody(mission, path, name) : unknownName(mission, path, kind, name, names),
      );
    };
    segments.forEach((segment, index) => check(['segments', index], 'segment', segment, known.segments));
    if (known.categories && !isGone('category', category))
      check(['category'], 'category of the policy', category, known.categories);
    if (budget !== undefined && !isGone('budget', budget))
      check(['budget'], 'budget of the policy', budget, known.budgets);
  }
}

/** Words for all customers, who are no segment. */
const EVERYBODY: ReadonlySet<string> = new Set(['all', 'any', 'anyone', 'everyone', 'everybody']);

function everybody(mission: Mission, path: DocumentPath, name: string): Diagnostic {
  const isAlone = mission.value.segments?.length === 1;
  return diagnostic('name-unknown-reference', {
    file: mission.file,
    range: mission.locate(path).range,
    message: `There is no segment \`${name}\`: a mission without \`segments\` is for everybody.`,
    fixes: isAlone ? leaveOut(mission, ['segments'], '`segments`') : [],
  });
}

interface Gone {
  readonly of: Shelf;
  readonly name: string;
  readonly problem: Diagnostic;
}

type Shelf = 'category' | 'budget';

const FIELDS = { category: 'categories', budget: 'budgets' } as const;

/** What several missions say to be of is no slip of each: it is the policy that lacks it. */
function goneFrom(
  policy: Policy,
  of: Shelf,
  missions: readonly Mission[],
  known: readonly string[],
): readonly Gone[] {
  const named = missions.flatMap(({ value }) => value[of] ?? []);
  const missing = [...new Set(named)].filter(name => !known.includes(name));
  return missing.flatMap((name): readonly Gone[] => {
    const count = named.filter(other => other === name).length;
    const unused = known.filter(other => !named.includes(other));
    // A word that is almost one of those which others have is misspelt where it stands.
    const isSlip = suggest(name, known).some(meant => !unused.includes(meant));
    if (count < 2 || isSlip) return [];
    return [{ of, name, problem: goneProblem(policy, of, name, count, unused) }];
  });
}

function goneProblem(
  policy: Policy,
  of: Shelf,
  name: string,
  count: number,
  unused: readonly string[],
): Diagnostic {
  const field = FIELDS[of];
  const [meant] = suggest(name, unused, { limit: 1 });
  const path = meant === undefined ? [field] : [field, meant];
  const { range, keyRange } = policy.locate(path);
  const hint =
    meant === undefined ? '.' : `, and none the ${of} \`${meant}\` — did you mean \`${name}\` here?`;
  const fixes =
    meant !== undefined
      ? writeKey(policy, path, name)
      : of === 'category'
        ? addField(policy, path, `${name}: { weight: 1, margin: 1 }`)
        : [];
  const message = `${count} missions have the ${of} \`${name}\`, which is not among the policy’s ${field}${hint}`;
  const code = meant === undefined ? 'name-unknown-reference' : 'name-unknown';
  return diagnostic(code, {
    file: policy.file,
    range: keyRange ?? range,
    message,
    fixes,
  });
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
