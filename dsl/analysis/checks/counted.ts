import { featureKey } from '../../compile/keys.ts';
import type { Diagnostic } from '../../diagnostics/index.ts';
import type { DocumentPath, LoadedDocument } from '../../documents/index.ts';
import type { Feature, Tap } from '../../program/features.ts';
import { parseExpression } from '../../syntax/parse-expression.ts';
import { printExpression } from '../../syntax/print-expression.ts';
import { walkExpression } from '../../syntax/walk.ts';
import type { Expr, Span } from '../../syntax/ast.ts';
import { isPossible } from '../solver/solve.ts';
import { finding, textAt } from '../subject.ts';
import type { Subject } from '../subject.ts';
import { createEventTheory } from '../theory/event-theory.ts';
import { tapsOf } from '../theory/feature-domains.ts';

/** Aggregates whose `where` no event can meet, so that they count nothing for anybody. */
export function checkCounted(subject: Subject): readonly Diagnostic[] {
  const empty = new Set(
    Object.values(subject.program.manifest.features)
      .filter(feature => countsNothing(subject, feature))
      .map(({ key }) => key),
  );
  if (empty.size === 0) return [];
  return subject.documents.flatMap(document =>
    textsOf(document).flatMap(({ path, text }) =>
      callsIn(text).flatMap(({ key, stream, where }) => {
        if (!empty.has(key)) return [];
        const place = { document, path, span: where };
        const message = `No event of \`${stream}\` meets \`${textAt(place)}\`, so that nothing is ever counted.`;
        return [finding('condition-never', place, message)];
      }),
    ),
  );
}

function countsNothing({ program }: Subject, { read }: Feature): boolean {
  const ids =
    'keepers' in read ? read.keepers : 'sums' in read ? read.sums : 'keeper' in read ? [read.keeper] : [];
  const taps = ids.flatMap(id => tapsOf(program.manifest.keepers[id]));
  const isEmpty = ({ event, where }: Tap): boolean => {
    const type = program.events[event];
    if (type === undefined || where === undefined) return false;
    return !isPossible(createEventTheory(type, program.scores), [{ logic: where, truth: true }]);
  };
  return taps.length > 0 && taps.every(isEmpty);
}

interface Text {
  readonly path: DocumentPath;
  readonly text: string;
}

/** The texts of a document in which something is counted under a condition. */
function textsOf(document: LoadedDocument): readonly Text[] {
  const found: Text[] = [];
  const visit = (value: unknown, path: DocumentPath): void => {
    if (typeof value === 'string') {
      if (value.includes('where')) found.push({ path, text: value });
    } else if (Array.isArray(value)) value.forEach((item, index) => visit(item, [...path, index]));
    else if (value !== null && typeof value === 'object')
      for (const [name, item] of Object.entries(value)) visit(item, [...path, name]);
  };
  visit(document.value, []);
  return found;
}

interface Call {
  readonly key: string;
  readonly stream: string;
  readonly where: Span;
}

function callsIn(text: string): readonly Call[] {
  const { ast } = parseExpression(text);
  if (ast === undefined) return [];
  return [...walkExpression(ast)].flatMap((node: Expr): readonly Call[] => {
    if (node.kind !== 'call') return [];
    const [first] = node.args;
    if (first?.kind !== 'value' || first.where === undefined) return [];
    const key = featureKey(printExpression(node));
    return [{ key, stream: printExpression(first.value), where: first.where.span }];
  });
}
