import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface MockRuleFile {
  readonly file: string;
  readonly text: string;
  readonly etag: string;
}

export const etagOf = (text: string): string =>
  `"${createHash('sha256').update(text).digest('hex').slice(0, 16)}"`;

/** The rule files below a folder, by their paths in it. */
export function readRuleFiles(folder: string): MockRuleFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.yaml'))
    .sort()
    .map(file => {
      const text = readFileSync(join(folder, file), 'utf8');
      return { file, text, etag: etagOf(text) };
    });
}

/** The documents of a file as the index lists them; a line scan is enough where nothing is compiled. */
export function documentsOf({ file, text }: MockRuleFile) {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const kind = /^kind: (\w+)/.exec(line)?.[1];
    if (kind === undefined) return [];
    const rest = lines.slice(index + 1, index + 8);
    const field = (name: string) => rest.map(other => other.match(`^${name}: (.*)`)?.[1]).find(Boolean);
    const id = field('id') ?? kind;
    return [
      { kind, id, name: field('name') ?? id, description: field('description') ?? '', file, line: index + 1 },
    ];
  });
}
