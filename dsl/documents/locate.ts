import { isCollection, isMap, isScalar, isSeq } from 'yaml';
import type { Node } from 'yaml';
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

  return path => {
    let node: Node | null = root;
    let key: Node | undefined;
    let inFlow = false;
    let found = 0;
    for (const step of path) {
      const next = child(node, step, path.slice(0, found + 1));
      if (!next) break;
      inFlow ||= isCollection(node) && node.flow === true;
      ({ node, key } = next);
      found += 1;
    }
    const whole = found === path.length;
    const range = node ? rangeOf(node) : key ? rangeOf(key) : file.range(source.toFile(0), source.toFile(0));
    return {
      range,
      ...(key ? { keyRange: rangeOf(key) } : {}),
      ...(inFlow ? { inFlow } : {}),
      ...(whole && isScalar(node) ? { expression: createExpressionText(node, file, source, inFlow) } : {}),
      ...(whole && isScalar(key) ? { key: createExpressionText(key, file, source, inFlow) } : {}),
    };
  };

  function child(
    node: Node | null,
    step: string | number,
    path: DocumentPath,
  ): { readonly node: Node | null; readonly key: Node | undefined } | undefined {
    if (isSeq(node)) {
      const item = node.items[Number(step)];
      return isNode(item) ? { node: item, key: undefined } : undefined;
    }
    if (!isMap(node)) return undefined;
    const pair = findPair(node, written.get(pointer(path)) ?? String(step));
    if (!pair) return undefined;
    return { node: isNode(pair.value) ? pair.value : null, key: isNode(pair.key) ? pair.key : undefined };
  }
}
