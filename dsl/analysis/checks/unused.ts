import type { Diagnostic, Fix } from '../../diagnostics/index.ts';
import type { DocumentOf } from '../../documents/index.ts';
import { removing, removingDocument, writing } from '../fixes.ts';
import { finding } from '../subject.ts';
import type { Subject } from '../subject.ts';

/** Metrics, parameters and tables that no rule and no story reads, and what of missions, tables and the policy nothing uses. */
export function checkUnused(subject: Subject): readonly Diagnostic[] {
  return [
    ...unusedNames(subject),
    ...unusedFigures(subject),
    ...unusedColumns(subject),
    ...unusedLevels(subject),
    ...unusedShelves(subject),
  ];
}

const NAMED_KINDS = ['metric', 'parameter', 'table'] as const;

function unusedNames(subject: Subject): readonly Diagnostic[] {
  const { program, documents } = subject;
  const read = new Set<string>();
  // Of a table's result `table~dresult` is the variable; the document's own name comes first.
  for (const [, name = ''] of JSON.stringify(program).matchAll(/"named\.([A-Za-z0-9_]+)/g)) read.add(name);
  for (const { read: reading } of Object.values(program.manifest.features)) {
    if (reading.kind === 'percentile') read.add(reading.metric);
  }
  const stories = JSON.stringify(documents.filter(({ kind }) => kind === 'test').map(({ value }) => value));
  const inStories = (id: string): boolean => new RegExp(`\\b${id}\\b`).test(stories);
  return documents.flatMap(document => {
    const { kind, id } = document;
    if (!NAMED_KINDS.some(other => other === kind) || read.has(id) || inStories(id)) return [];
    const fixes = removingDocument(subject, document);
    const message = `No rule reads the ${kind} \`${id}\`.`;
    return [finding('name-unused', { document, path: ['id'] }, message, { fixes })];
  });
}

function unusedFigures({ program, document }: Subject): readonly Diagnostic[] {
  return program.missions.flatMap(rule => {
    const place = document('mission', rule.id);
    const text = JSON.stringify(rule);
    const counted = new Set(
      Object.values(program.manifest.features).flatMap(({ key, read }) =>
        read.kind === 'countOfValue' && text.includes(JSON.stringify(`metrics.${key}`)) ? [read.fixed] : [],
      ),
    );
    if (place === undefined) return [];
    return rule.fixed
      .filter(({ name }) => !text.includes(`"mission.fixed.${name}"`) && !counted.has(name))
      .map(({ name }) =>
        finding(
          'name-unused',
          { document: place, path: ['fixed', name] },
          `Nothing in the mission reads \`${name}\`.`,
          { fixes: removing(place, ['fixed', name], name) },
        ),
      );
  });
}

/** Columns of tables that no row looks at. */
function unusedColumns({ documents }: Subject): readonly Diagnostic[] {
  return documents.flatMap(document => {
    if (document.kind !== 'table') return [];
    const { inputs, rows } = document.value;
    const columns = Object.keys(inputs);
    const looksAt = (name: string): boolean =>
      rows.some(({ when }) => when?.[name] !== undefined && when[name] !== null && when[name] !== 'any');
    return columns
      .filter(name => !looksAt(name))
      .map(name => {
        const place = { document, path: ['inputs', name] };
        const fixes = columns.length > 1 ? removingColumn(document, name) : [];
        return finding('name-unused', place, `No row of the table looks at the column \`${name}\`.`, {
          fixes,
        });
      });
  });
}

/** With the cells that the rows have in it. */
function removingColumn(document: DocumentOf<'table'>, name: string): readonly Fix[] {
  const cells = document.value.rows.flatMap(({ when }, row) =>
    when === undefined || !Object.hasOwn(when, name)
      ? []
      : [
          removing(
            document,
            ['rows', row, ...(Object.keys(when).length > 1 ? ['when', name] : ['when'])],
            name,
          ),
        ],
  );
  const [column] = removing(document, ['inputs', name], name);
  const edits = cells.flatMap(fixes => fixes.flatMap(fix => fix.edits));
  const isWhole = cells.every(fixes => fixes.length > 0);
  return column === undefined || !isWhole ? [] : [{ ...column, edits: [...column.edits, ...edits] }];
}

/** Figures of levels where steps are counted: the goal is all of them, and nothing else asks for the level. */
function unusedLevels({ program, document }: Subject): readonly Diagnostic[] {
  return program.missions.flatMap(rule => {
    const place = document('mission', rule.id);
    const steps = place?.value.steps?.length;
    const isRead = JSON.stringify(rule).includes('"mission.level"');
    if (place === undefined || steps === undefined || isRead) return [];
    const levels = Object.entries(place.value.target?.levels ?? {});
    const [first] = levels.filter(([, text]) => text?.trim() !== String(steps));
    // Of several levels each must have another figure.
    if (levels.length > 1 || first === undefined) return [];
    const [level, text] = first;
    const at = { document: place, path: ['target', 'levels', level] };
    const message = `The goal of \`${rule.id}\` is all of its steps (${steps}), and nothing reads \`level\`: \`${text ?? ''}\` decides nothing.`;
    return [finding('name-unused', at, message, { fixes: writing(at, String(steps)) })];
  });
}

/** What the policy keeps for missions, by its field, and what a mission says to be of it. */
const SHELVES = [
  { field: 'categories', of: 'category' },
  { field: 'budgets', of: 'budget' },
] as const;

/** Categories and budgets of the policy that no mission is of. Rules without a mission are only begun. */
function unusedShelves({ program: { missions, policy }, document }: Subject): readonly Diagnostic[] {
  const place = document('policy', policy.id);
  if (place === undefined || missions.length === 0) return [];
  // A limit for missions that there are none of is told where it stands.
  const limited = [...policy.limits.map(({ of }) => of), ...policy.displace.flatMap(Object.values)];
  return SHELVES.flatMap(({ field, of }) => {
    const used = new Set([...missions.map(mission => mission[of]), ...limited]);
    return Object.keys(place.value[field] ?? {})
      .filter(name => !used.has(name))
      .map(name => {
        const at = { document: place, path: [field, name] };
        const message = `No mission has the ${of} \`${name}\`.`;
        return finding('name-unused', at, message, { fixes: removing(place, at.path, name) });
      });
  });
}
