import { isMap, isScalar, isSeq, Scalar } from 'yaml';
import type { Node } from 'yaml';
import { lineStart, lineTextEnd } from './balance.ts';
import type { Trap } from './trap.ts';

/** An item that stands deeper than the one above, whose text it goes on with then: `- business`, ` - youth`. */
export function deeperItemTrap(
  key: unknown,
  node: Node,
  path: readonly unknown[],
  text: string,
): Trap | undefined {
  const list = path.at(-1);
  if (typeof key !== 'number' || !isSeq(list) || list.flow === true || isMap(node)) return undefined;
  if (!isScalar(node) || node.type !== Scalar.PLAIN || !node.range) return undefined;
  const [first, last] = node.range;
  const column = first - lineStart(text, first);
  const dash = text.lastIndexOf('-', first);
  const indent = text.slice(lineStart(text, first), dash);
  if (indent.trim() !== '') return undefined;
  const deeper = [...text.slice(first, last).matchAll(/\n([ ]*)- +(?=\S)/g)].map(
    ({ index, 1: blanks = '' }) => ({
      start: first + index + 1,
      end: first + index + 1 + blanks.length,
    }),
  );
  const [place] = deeper;
  // A difference that goes on in the next line stands deeper than the text that it goes on with, or beside operators.
  if (place === undefined || deeper.some(({ start, end }) => end - start > column)) return undefined;
  if (deeper.some(({ start, end }) => end - start === column) && !isWords(text.slice(first, last)))
    return undefined;
  const splices = deeper.map(({ start, end }) => ({ start, end, text: indent }));
  return {
    code: 'yaml-indent',
    message: 'The items of a list stand at the same indent: this one is read as a part of the item above.',
    start: place.end,
    end: lineTextEnd(text, place.end),
    fixes: [{ title: 'Indent it like the item above', splices }],
    repair: splices,
  };
}

const isWords = (text: string): boolean => text.split('\n').every(line => /^\s*(- +)?[\w.]+\s*$/.test(line));
