import { isCollection, isMap, isPair } from 'yaml';
import type { Node } from 'yaml';
import { lineTextEnd } from './balance.ts';
import { mendable } from './trap.ts';
import type { Trap } from './trap.ts';

const MAX_KEY_DEPTH = 3;

/**
 * A mapping or a list where a key belongs: `{{ x }}`, `? - x`. It has to be told before anybody asks for the key's
 * text, which doubles with every mapping inside another.
 */
export function collectionKeyTrap(
  place: unknown,
  node: Node,
  ancestors: readonly unknown[],
  text: string,
): Trap | undefined {
  if (place !== 'key' || !isCollection(node)) return undefined;
  const outermost = ancestors.find(ancestor => isCollection(ancestor) && ancestor.flow === true);
  const start = (isCollection(outermost) ? outermost : node).range?.[0] ?? 0;
  const end = lineTextEnd(text, start);
  const message = `A key is one word, and this is ${isMap(node) ? 'a mapping' : 'a list'} in the place of a key.`;
  // Nobody slips so often in one place: no use in looking for one sign too many.
  const code = keyDepth(node) > MAX_KEY_DEPTH ? 'yaml-too-deep' : 'yaml-syntax';
  const meant = withoutBraces(text.slice(start, end));
  if (meant === undefined) return { code, message, start, end, fixes: [] };
  return mendable(code, message, [start, end], `Write \`${meant}\``, { start, end, text: meant });
}

/** How many collections stand in each other, each as the first key or item. */
function keyDepth(node: unknown): number {
  let depth = 0;
  for (let inside = node; isCollection(inside); depth += 1) {
    const [first] = inside.items;
    inside = isPair(first) ? first.key : first;
  }
  return depth;
}

/** `{{ x }}` as templates write it, and doubled braces around fields. */
function withoutBraces(written: string): string | undefined {
  const inside = /^\{[\s{]*([^\s{}][^{}]*?)[\s}]*$/.exec(written)?.[1];
  if (inside === undefined || / #/.test(inside)) return undefined;
  if (/^\w+:\s/.test(inside)) return `{ ${inside} }`;
  return /^[A-Za-z(]/.test(inside) && !/:\s|:$/.test(inside) ? inside : undefined;
}
