import type { Diagnostic } from '../../diagnostics/index.ts';
import { removing, removingDocument } from '../fixes.ts';
import { finding } from '../subject.ts';
import type { Subject } from '../subject.ts';

/** Metrics, parameters and tables that no rule and no story reads, and figures of missions that nothing uses. */
export function checkUnused(subject: Subject): readonly Diagnostic[] {
  return [...unusedNames(subject), ...unusedFigures(subject)];
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
