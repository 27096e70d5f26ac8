import { isPair, isScalar, visit } from 'yaml';
import type { Document } from 'yaml';
import type { Trap } from './trap.ts';

/** Keys that stand twice; the document is read with the first of them. */
export function duplicateKeys(parsed: Document.Parsed): readonly Trap[] {
  const traps: Trap[] = [];
  visit(parsed, {
    Map(_key, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items.filter(isPair)) {
        if (!isScalar(key) || !key.range) continue;
        if (seen.has(key.value)) {
          const [start, end] = key.range;
          traps.push({
            code: 'yaml-duplicate-key',
            message: `\`${String(key.value)}\` stands here a second time.`,
            start,
            end,
            fixes: [],
          });
        }
        seen.add(key.value);
      }
    },
  });
  return traps;
}
