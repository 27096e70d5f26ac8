import type { Edit, Fix } from '../diagnostics/index.ts';
import type { DocumentPath, LoadedDocument } from '../documents/index.ts';
import { removeDocument, removeEntry } from '../documents/edit-entries.ts';
import { parseExpression } from '../syntax/index.ts';
import type { Place, Subject } from './subject.ts';

/** Another text in place of a field's value. */
export function writing({ document, path }: Place, text: string): readonly Fix[] {
  return fixOf(`Write \`${text}\``, document.locate(path).expression?.replace(text));
}

/** Without the field or the list's item, which decides nothing. */
export function removing(document: LoadedDocument, path: DocumentPath, name: string): readonly Fix[] {
  return fixOf(`Remove \`${name}\``, removeEntry(document, path));
}

/** Without the document, which nothing needs. */
export function removingDocument({ documents }: Subject, document: LoadedDocument): readonly Fix[] {
  return fixOf(`Remove \`${document.id}\``, removeDocument(document, documents));
}

const WORD_BEFORE = /(?:^|\(|\b(and|or))\s*$/;
const WORD_AFTER = /^\s*(?:$|\)|(and|or)\b)/;

/**
 * Without a part of a chain of `and` or `or` that changes nothing in it: what is always true joined by `and`, what is
 * never true joined by `or`.
 */
export function removingPart({ document, path, span }: Place, word: 'and' | 'or'): readonly Fix[] {
  const { expression } = document.locate(path);
  if (expression === undefined || span === undefined) return [];
  const { text } = expression;
  const before = WORD_BEFORE.exec(text.slice(0, span.start));
  const after = WORD_AFTER.exec(text.slice(span.end));
  if (before === null || after === null) return [];
  // What `and` joins tighter stays with its neighbours; `or` must stand on both sides, or an end.
  const isLoose = word === 'and' || (before[1] !== 'and' && after[1] !== 'and');
  if (!isLoose) return [];
  const title = `Remove \`${text.slice(span.start, span.end)}\``;
  const [start, end] =
    before[1] === word
      ? [text.slice(0, before.index).trimEnd().length, span.end]
      : [
          span.start,
          span.end + after[0].length + (/^\s*/.exec(text.slice(span.end + after[0].length))?.[0].length ?? 0),
        ];
  return before[1] === word || after[1] === word ? fixOf(title, expression.edit(start, end, '')) : [];
}

/** A title is read at a glance. */
const LONGEST_SHOWN = 80;

/** The branch of an `if` that always counts, in place of the `if`. */
export function keepingBranch({ document, path, span }: Place, branch: 'then' | 'else'): readonly Fix[] {
  const { expression } = document.locate(path);
  if (expression === undefined || span === undefined) return [];
  const text = expression.text.slice(span.start, span.end);
  const { ast } = parseExpression(text);
  if (ast?.kind !== 'if') return [];
  const kept = text.slice(ast[branch].span.start, ast[branch].span.end);
  const title =
    kept.length > LONGEST_SHOWN ? `Keep only what stands after \`${branch}\`` : `Write \`${kept}\``;
  return fixOf(title, expression.edit(span.start, span.end, kept));
}

const fixOf = (title: string, edit: Edit | undefined): readonly Fix[] =>
  edit === undefined ? [] : [{ title, edits: [edit] }];
