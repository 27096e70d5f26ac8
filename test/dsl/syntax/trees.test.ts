import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../dsl/syntax/index.ts';

const expressions = readFileSync(new URL('./cases/trees.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter(line => line !== '');

/** Kinds and spans of a tree, a node a line; of other values only what an author wrote. */
function printTree(node: unknown, depth = 0, label = ''): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((item: unknown) => printTree(item, depth, label));
  if (typeof node !== 'object' || node === null || !('kind' in node)) return [];
  const { kind, span, ...rest } = { span: { start: 0, end: 0 }, ...node };
  const values = Object.entries(rest).filter(
    ([key, value]) => typeof value !== 'object' && key !== 'nameSpan',
  );
  const written = values.map(([key, value]) => ` ${key}=${JSON.stringify(value)}`).join('');
  const names = 'names' in rest ? ` ${String(rest.names)}` : '';
  return [
    `${'  '.repeat(depth)}${label}${String(kind)} ${span.start}–${span.end}${written}${names}`,
    ...Object.entries(rest).flatMap(([key, value]) => printTree(value, depth + 1, `${key}: `)),
  ];
}

describe('the tree of an expression', () => {
  it('has the nodes and places that are written down for it', async () => {
    const printed = expressions.map(text => [text, ...printTree(parseExpression(text).ast), ''].join('\n'));
    await expect(printed.join('\n')).toMatchFileSnapshot('./cases/trees.golden.txt');
  });
});
