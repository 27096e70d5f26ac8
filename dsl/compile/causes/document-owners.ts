import type { Diagnostic, Range } from '../../diagnostics/index.ts';
import type { LoadedDocument } from '../../documents/index.ts';

/** Finds the document that a problem stands in; none where that could not be read. */
export function createOwners(
  documents: readonly LoadedDocument[],
): (problem: Diagnostic) => LoadedDocument | undefined {
  const byFile = new Map<string, { readonly document: LoadedDocument; readonly range: Range }[]>();
  for (const document of documents) {
    const entry = { document, range: document.locate([]).range };
    const known = byFile.get(document.file);
    if (known === undefined) byFile.set(document.file, [entry]);
    else known.push(entry);
  }
  return ({ file, range }) => byFile.get(file)?.find(entry => meets(entry.range, range))?.document;
}

/** Whether two places share a character, or touch. */
export const meets = (a: Range, b: Range): boolean =>
  a.start.offset <= b.end.offset && b.start.offset <= a.end.offset;
