import type { LoadedDocument } from '../documents/document.ts';
import type { EventType, ScoreRule } from '../program/program.ts';
import { circles, eventOfNode, logicsOf, reach } from './dependencies.ts';
import type { Dependencies } from './dependencies.ts';
import type { FieldCompiler } from './field-compiler.ts';
import { variablesOf } from './logic-vars.ts';

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
    const seen = reach(graph, logicsOf(score).flatMap(variablesOf));
    for (const node of seen) {
      const what = forbiddenFor(node, events);
      if (what !== null) {
        fields.report(
          document,
          ['id'],
          'program-score-reach',
          `The score \`${score.id}\` reaches ${what}: a score must not depend on what the programme itself does.`,
        );
      }
    }
  }
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
