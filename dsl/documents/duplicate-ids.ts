import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LoadedDocument } from './document.ts';

/** Documents of one kind that share an id: reported at the later, naming the first. */
export function findDuplicateIds(documents: readonly LoadedDocument[]): readonly Diagnostic[] {
  const first = new Map<string, LoadedDocument>();
  return documents.flatMap(document => {
    const key = JSON.stringify([document.kind, document.id]);
    const before = first.get(key);
    if (!before) {
      first.set(key, document);
      return [];
    }
    const { line } = before.locate(['id']).range.start;
    return [
      diagnostic('schema-duplicate-id', {
        file: document.file,
        range: document.locate(['id']).range,
        message: `The ${document.kind} \`${document.id}\` is already in ${before.file}, line ${line}.`,
      }),
    ];
  });
}
