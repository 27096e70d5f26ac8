import type { RuleFile } from '../../dsl/index.ts';
import { readDefaultRules } from './default-rules.ts';

/** Kinds of which a workspace has many; the rest of the content is there once. */
const GROWING = /^kind: (mission|badge|metric|segment|campaign)$/m;

/**
 * A workspace of so many rules: the default content, and copies of its rules under names of their own, as many to a
 * file as there.
 */
export function manyRules(count: number): readonly RuleFile[] {
  const files = readDefaultRules();
  const rules = files.filter(({ path }) => !path.startsWith('tests/'));
  const grown = [...files];
  let size = rules.reduce((sum, { text }) => sum + documentsOf(text).length, 0);
  for (let round = 2; size < count; round += 1) {
    for (const { path, text } of rules) {
      const copies = documentsOf(text)
        .filter(document => GROWING.test(document))
        .slice(0, Math.max(0, count - size))
        .map(document => document.replace(/^id: (\w+)$/m, `id: $1_${round}`));
      if (copies.length > 0)
        grown.push({ path: path.replace('.yaml', `-${round}.yaml`), text: copies.join('---\n') });
      size += copies.length;
    }
  }
  return grown;
}

const documentsOf = (text: string): readonly string[] => text.split(/^---\n/m);
