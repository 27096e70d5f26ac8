import { isCollection, isMap, isScalar, isSeq } from 'yaml';
import type { Node, Pair } from 'yaml';
import type { Range } from '../diagnostics/diagnostic.ts';
import { findPair, isNode, pointer } from './build-value.ts';
import type { Rename } from './build-value.ts';
import type { DocumentPath, Location } from './document.ts';
import { createExpressionText } from './expression-text.ts';
import type { SourceFile } from './source-file.ts';
import { trimmedEnd } from './yaml/balance.ts';
import type { EditedText } from './yaml/edited-text.ts';

/** Finds where values of a document stand; a path that is not in it gives the nearest part above. */
export function createLocate(
  root: Node | null,
  file: SourceFile,
  source: EditedText,
  renames: readonly Rename[] = [],
): (path: DocumentPath) => Location {
  const written = new Map(renames.map(({ path, key }) => [pointer(path), key]));
  const rangeOf = (node: Node) => {
    const [start = 0, end = start] = node.range ?? [];
    return file.range(source.toFile(start), source.toFile(trimmedEnd(source.text, start, end)));
  };
  // An empty key stands nowhere, or before the comments above it: it is missing before its colon.
  const keyRangeOf = ({ key, srcToken }: Pair): Range | undefined => {
    if (!isNode(key)) return undefined;
    const colon = srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
    if (colon === undefined || key.range?.[0] !== key.range?.[1]) return rangeOf(key);
    return file.range(source.toFile(colon.offset), source.toFile(colon.offset));
  };

  return path => {
    let node: Node | null = root;
    let pair: Pair | undefined;
    let inFlow = false;
    let found = 0;
    for (const step of path) {
      const next = child(node, step, path.slice(0, found + 1));
      if (!next) break;
      inFlow ||= isCollection(node) && node.flow === true;
      ({ node, pair } = next);
      found += 1;
    }
    const whole = found === path.length;
    const key = pair?.key;
    const keyRange = pair && keyRangeOf(pair);
    const range = node ? rangeOf(node) : (keyRange ?? file.range(source.toFile(0), source.toFile(0)));
    return {
      range,
      ...(keyRange ? { keyRange } : {}),
      ...(inFlow ? { inFlow } : {}),
      ...(whole && isScalar(node) ? { expression: createExpressionText(node, file, source, inFlow) } : {}),
      ...(whole && isScalar(key) ? { key: createExpressionText(key, file, source, inFlow) } : {}),
    };
  };

  function child(
    node: Node | null,
    step: string | number,
    path: DocumentPath,
  ): { readonly node: Node | null; readonly pair: Pair | undefined } | undefined {
    if (isSeq(node)) {
      const item = node.items[Number(step)];
      return isNode(item) ? { node: item, pair: undefined } : undefined;
    }
    if (!isMap(node)) return undefined;
    const pair = findPair(node, written.get(pointer(path)) ?? String(step));
    if (!pair) return undefined;
    return { node: isNode(pair.value) ? pair.value : null, pair };
  }
}
