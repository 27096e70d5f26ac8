import { isMap, isPair, isScalar, Scalar } from 'yaml';
import type { Node } from 'yaml';
import { readCommas } from '../../syntax/figure-commas.ts';
import type { Trap } from './trap.ts';

/** `{ money: 5,50 }`: inside braces the comma ends the figure, and its rest becomes a key without a value. */
export function decimalCommaTrap(node: Node, text: string): Trap | undefined {
  if (!isMap(node) || node.flow !== true) return undefined;
  for (const [index, { key, value }] of node.items.filter(isPair).entries()) {
    const before = node.items[index - 1]?.value;
    if (value !== null || !isPlain(key) || !isPlain(before)) continue;
    const trap = trapAt(before.range, key.range, text);
    if (trap !== undefined) return trap;
  }
  return undefined;
}

type NodeRange = Scalar['range'];

function trapAt(figure: NodeRange, rest: NodeRange, text: string): Trap | undefined {
  const [from = 0, cut = 0] = figure ?? [];
  const [, restEnd = cut] = rest ?? [];
  // Only what adjoins the comma on both sides is one figure.
  const lead = /(?<![\w.])\d[\d.]*$/.exec(text.slice(from, cut));
  const tail = /^(?:,\d+)+(?:\.\d+)?(?![\w.]*:)/.exec(text.slice(cut));
  if (lead === null || tail === null) return undefined;
  const start = from + lead.index;
  const end = Math.max(restEnd, cut + tail[0].length);
  const splice = { start, end: cut + tail[0].length };
  const read = readCommas(text.slice(start, end));
  const digits = readCommas(text.slice(splice.start, splice.end))?.plain;
  if (read === undefined || digits === undefined) return undefined;
  const splices = [{ ...splice, text: digits }];
  return {
    code: 'expression-foreign',
    message: read.message,
    start,
    end,
    fixes: [{ title: `Write \`${read.plain}\``, splices }],
    repair: splices,
  };
}

const isPlain = (node: unknown): node is Scalar => isScalar(node) && node.type === Scalar.PLAIN;
