import { diagnostic, suggest } from '../../diagnostics/index.ts';
import type { DocumentPath } from '../../documents/document.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { writeKey } from '../fields/field-fixes.ts';
import type { TableDocument } from './cell-texts.ts';

interface Given {
  readonly path: DocumentPath;
  readonly names: readonly string[];
}

/** Results that are those of the other rows, spelt wrong: told once, where they stand. Gives whether there are any. */
export function reportSlips(document: TableDocument, fields: FieldCompiler): boolean {
  const given = givenBy(document);
  const rows = (name: string): number => given.filter(({ names }) => names.includes(name)).length;
  const all = new Set(given.flatMap(({ names }) => names));
  let found = false;
  for (const { path, names } of given) {
    for (const name of names) {
      // What this row lacks, and more rows have.
      const candidates = [...all].filter(other => !names.includes(other) && rows(other) > rows(name));
      const [meant] = suggest(name, candidates, { limit: 1 });
      if (meant === undefined) continue;
      const at = [...path, name];
      const { keyRange, range } = document.locate(at);
      const message = `Most rows give no \`${name}\` — did you mean \`${meant}\`?`;
      const place = { file: document.file, range: keyRange ?? range };
      const fixes = writeKey(document, at, meant);
      fields.diagnostics.push(
        diagnostic('table-result', { ...place, message, expected: `\`${meant}: …\``, fixes }),
      );
      found = true;
    }
  }
  return found;
}

function givenBy({ value: { rows, otherwise } }: TableDocument): readonly Given[] {
  const places = [
    ...rows.map(({ then }, row) => ({ path: ['rows', row, 'then'], then })),
    { path: ['otherwise'], then: otherwise },
  ];
  return places.flatMap(({ path, then }) =>
    typeof then === 'object' ? [{ path, names: Object.keys(then) }] : [],
  );
}
