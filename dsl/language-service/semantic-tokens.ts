import type { ExpressionText } from '../documents/index.ts';
import { scanExpression } from './place/scan-expression.ts';
import type { Mention, MentionKind } from './place/scan-expression.ts';
import { expressionSites } from './symbols/expression-sites.ts';
import type { SymbolIndex } from './symbols/symbol-index.ts';
import type { SemanticToken, SemanticTokenType } from './types.ts';
import type { Snapshot } from './workspace.ts';

/** What the words of a file mean, from its beginning to its end; documents that cannot be read have none. */
export function semanticTokens(
  snapshot: Snapshot,
  index: SymbolIndex,
  path: string,
): readonly SemanticToken[] {
  const documents = snapshot.documents.filter(({ file }) => file === path);
  const inExpressions = documents.flatMap(document =>
    expressionSites(document, snapshot).flatMap(({ source, scope, lead }) =>
      scanExpression(lead + source.text, scope)
        .mentions.filter(({ span }) => span.start >= lead.length)
        .flatMap(mention => tokensOf(mention, source, lead.length)),
    ),
  );
  const covered = new Set(inExpressions.map(({ from }) => from));
  const references = index
    .inFile(path)
    .map(({ range }): SemanticToken => ({
      from: range.start.offset,
      to: range.end.offset,
      type: 'reference',
    }))
    .filter(({ from }) => !covered.has(from));
  const kinds = documents.map((document): SemanticToken => {
    const { range } = document.locate(['kind']);
    return { from: range.start.offset, to: range.end.offset, type: 'kind' };
  });
  return withoutOverlaps(
    [...inExpressions, ...references, ...kinds].toSorted((a, b) => a.from - b.from || b.to - a.to),
  );
}

const TYPES: Readonly<Record<MentionKind, SemanticTokenType>> = {
  function: 'function',
  aggregate: 'aggregate',
  stream: 'stream',
  attribute: 'attribute',
  name: 'name',
  keyword: 'keyword',
  operator: 'operator',
  number: 'number',
  text: 'text',
  window: 'window',
};

/** A quantity is a number and its unit. */
function tokensOf(
  { kind, span, text }: Mention,
  source: ExpressionText,
  lead: number,
): readonly SemanticToken[] {
  const digits = kind === 'number' ? (/^[\d.]+\s*/.exec(text)?.[0].length ?? text.length) : text.length;
  const parts: readonly (readonly [number, number, SemanticTokenType])[] = [
    [
      span.start,
      span.start + (digits < text.length ? text.slice(0, digits).trimEnd().length : digits),
      TYPES[kind],
    ],
    [span.start + digits, span.end, 'unit'],
  ];
  return parts.flatMap(([start, end, type]) => {
    if (end <= start) return [];
    const range = source.rangeIn(start - lead, end - lead);
    return [{ from: range.start.offset, to: range.end.offset, type }];
  });
}

function withoutOverlaps(tokens: readonly SemanticToken[]): readonly SemanticToken[] {
  let end = 0;
  return tokens.filter(({ from, to }) => {
    if (from < end || to <= from) return false;
    end = to;
    return true;
  });
}
