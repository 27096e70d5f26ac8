import { isNode, isPair, isScalar, visit } from 'yaml';
import type { Document } from 'yaml';
import type { Splice } from './edited-text.ts';
import type { Trap } from './trap.ts';

/** Keys that stand twice; the document is read with the first of them. */
export function duplicateKeys(parsed: Document.Parsed, text: string): readonly Trap[] {
  const traps: Trap[] = [];
  visit(parsed, {
    Map(_key, map) {
      const seen = new Set<unknown>();
      for (const { key, value } of map.items.filter(isPair)) {
        if (!isScalar(key) || !key.range) continue;
        if (seen.has(key.value)) {
          const [start, end] = key.range;
          const entryEnd = isNode(value) ? (value.range?.[1] ?? end) : end;
          const splice = map.flow === true ? inFlow(text, start, entryEnd) : onLines(text, start, entryEnd);
          traps.push({
            code: 'yaml-duplicate-key',
            message: `\`${String(key.value)}\` stands here a second time.`,
            start,
            end,
            fixes: splice ? [{ title: 'Remove the second', splices: [splice] }] : [],
          });
        }
        seen.add(key.value);
      }
    },
  });
  return traps;
}

/** A second entry has one before it, and a comma between. */
function inFlow(text: string, start: number, end: number): Splice | undefined {
  const comma = /,\s*$/.exec(text.slice(0, start));
  return comma ? { start: start - comma[0].length, end, text: '' } : undefined;
}

function onLines(text: string, start: number, end: number): Splice | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (text.slice(lineStart, start).trim() !== '') return undefined;
  const valueEnd = start + text.slice(start, end).trimEnd().length;
  const lineEnd = text.indexOf('\n', valueEnd);
  return lineEnd < 0
    ? { start: Math.max(0, lineStart - 1), end: text.length, text: '' }
    : { start: lineStart, end: lineEnd + 1, text: '' };
}
