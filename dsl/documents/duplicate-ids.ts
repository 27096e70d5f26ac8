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
    const { range, expression } = document.locate(['id']);
    const free = freeId(document, documents);
    const edit = expression?.replace(free);
    return [
      diagnostic('schema-duplicate-id', {
        file: document.file,
        range,
        message: `The ${document.kind} \`${document.id}\` is already in ${before.file}, line ${line}.`,
        expected: 'an id of its own',
        fixes: edit === undefined ? [] : [{ title: `Write \`${free}\``, edits: [edit] }],
      }),
    ];
  });
}

/** `power_user` → `power_user_2`. */
function freeId({ kind, id }: LoadedDocument, documents: readonly LoadedDocument[]): string {
  const taken = new Set(documents.filter(other => other.kind === kind).map(other => other.id));
  for (let number = 2; ; number += 1) {
    const free = `${id}_${number}`;
    if (!taken.has(free)) return free;
  }
}
