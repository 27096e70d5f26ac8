import type { Fix } from '../../diagnostics/index.ts';
import type { DocumentPath, LoadedDocument } from '../../documents/document.ts';
import type { Logic } from '../../program/logic.ts';
import type { EventType, ScoreRule } from '../../program/program.ts';
import { circles, eventOfNode, reach } from '../dependencies.ts';
import type { Dependencies } from '../dependencies.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { leaveOut } from '../fields/field-fixes.ts';
import { variablesOf } from '../expressions/logic-vars.ts';

const KIND_OF_ROOT: Readonly<Record<string, string>> = {
  named: 'metric',
  scores: 'score',
  segments: 'segment',
};

type Find = (kind: string, id: string) => LoadedDocument | undefined;

/** Rules that depend on themselves. */
export function checkCircles(graph: Dependencies, find: Find, fields: FieldCompiler): void {
  for (const circle of circles(graph)) {
    const rules = circle.filter(node => !node.startsWith('metrics.'));
    const [first = ''] = rules;
    const [root = '', id = ''] = first.split('.');
    const document = find(KIND_OF_ROOT[root] ?? '', id);
    if (document === undefined) continue;
    const way = rules.map(node => `\`${node.slice(node.indexOf('.') + 1)}\``).join(' → ');
    fields.report(document, ['id'], 'name-circular', `\`${id}\` depends on itself: ${way}.`);
  }
}

/** Scores must not feed on the programme's own doings: they would inflate themselves. */
export function checkScoreReach(
  scores: readonly ScoreRule[],
  graph: Dependencies,
  events: ReadonlyMap<string, EventType>,
  find: Find,
  fields: FieldCompiler,
): void {
  for (const score of scores) {
    const document = find('score', score.id);
    if (document === undefined) continue;
    for (const { path, logic } of partsOf(score)) {
      for (const node of reach(graph, variablesOf(logic))) {
        const what = forbiddenFor(node, events);
        if (what === null) continue;
        const message = `The score \`${score.id}\` reaches ${what}: a score must not depend on what the programme itself does.`;
        const fixes = withoutPart(document, path, score);
        fields.report(
          document,
          path,
          'program-score-reach',
          message,
          'what customers do by themselves',
          fixes,
        );
      }
    }
  }
}

interface ScorePart {
  readonly path: DocumentPath;
  readonly logic: Logic;
}

function partsOf({ terms, result, atLeast, atMost }: ScoreRule): readonly ScorePart[] {
  return [
    ...terms.map(({ id, value }) => ({ path: ['terms', id, 'value'], logic: value.logic })),
    ...(result === undefined ? [] : [{ path: ['result'], logic: result.logic }]),
    ...atLeast.map(({ when }, index) => ({ path: ['at_least', index, 'when'], logic: when.logic })),
    ...atMost.map(({ when }, index) => ({ path: ['at_most', index, 'when'], logic: when.logic })),
  ];
}

/** A score keeps one term at least, and is no other by itself without its result. */
function withoutPart(document: LoadedDocument, path: DocumentPath, { terms }: ScoreRule): readonly Fix[] {
  const [field, step] = path;
  if (field === 'result' || (field === 'terms' && terms.length === 1)) return [];
  return leaveOut(document, path.slice(0, 2), field === 'terms' ? `\`${String(step)}\`` : 'the bound');
}

function forbiddenFor(node: string, events: ReadonlyMap<string, EventType>): string | null {
  if (node === 'standing.holds') return 'a condition held over days';
  if (node.startsWith('standing.')) return `\`${node.slice('standing.'.length)}\``;
  const id = eventOfNode(node);
  if (id === undefined) return null;
  const types = events.get(id)?.sourceTypes ?? [];
  return types.length > 0 && types.every(type => type === 'cairn')
    ? `the platform's own event \`${id}\``
    : null;
}
