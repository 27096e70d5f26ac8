import { suggest } from '../../diagnostics/suggest.ts';
import type { Fix } from '../../diagnostics/index.ts';
import type { DocumentPath, LoadedDocument } from '../../documents/document.ts';
import { addEntry, removeEntry } from '../../documents/edit-entries.ts';

/** Puts another text in place of a field's value; no fix without a text. */
export function writeValue(
  document: LoadedDocument,
  path: DocumentPath,
  text: string | undefined,
): readonly Fix[] {
  const edit = text === undefined ? undefined : document.locate(path).expression?.replace(text);
  return text === undefined || edit === undefined ? [] : [{ title: `Write \`${text}\``, edits: [edit] }];
}

/** Puts another name in place of a field's key. */
export function writeKey(
  document: LoadedDocument,
  path: DocumentPath,
  name: string | undefined,
): readonly Fix[] {
  const edit = name === undefined ? undefined : document.locate(path).key?.replace(name);
  return name === undefined || edit === undefined ? [] : [{ title: `Write \`${name}\``, edits: [edit] }];
}

/** "did you mean" as the end of a sentence, and the name that is meant. */
export function meantBy(
  name: string,
  candidates: Iterable<string>,
): { readonly hint: string; readonly meant: string | undefined } {
  const [meant] = suggest(name, candidates, { limit: 1 });
  return { hint: meant === undefined ? '.' : ` — did you mean \`${meant}\`?`, meant };
}

/** Leaves out a field or a list's item. */
export function leaveOut(document: LoadedDocument, path: DocumentPath, name: string): readonly Fix[] {
  const edit = removeEntry(document, path);
  return edit === undefined ? [] : [{ title: `Remove ${name}`, edits: [edit] }];
}

/** Adds a field to the mapping at the path. */
export function addField(document: LoadedDocument, path: DocumentPath, field: string): readonly Fix[] {
  const edit = addEntry(document, path, field);
  return edit === undefined ? [] : [{ title: `Add \`${field}\``, edits: [edit] }];
}
