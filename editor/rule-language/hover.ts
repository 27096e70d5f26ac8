import { languageTables } from '../../dsl/check/index.ts';
import { isDocumentKind, schemaOf, schemasAt } from '../../dsl/documents/index.ts';
import { cursorContext } from './cursor-context.ts';
import { ownNames } from './own-names.ts';
import type { HoverText } from './protocol.ts';
import { callableDoc, markdown } from './vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What the word at an offset means: a field, a function, a stream or a name of the rules. */
export function hover(text: string, offset: number, vocabulary: Vocabulary): HoverText | null {
  const word = wordAt(text, offset);
  if (!word) return null;
  const context = cursorContext(text, word.to);
  if (!context) return null;
  const content =
    context.place === 'key' || text[word.to] === ':'
      ? keyDoc(context.kind, [...context.path, word.text])
      : (callableText(word.text) ??
        operatorText(word.text) ??
        nameText(word.text, [
          ...ownNames(text, offset, context.kind),
          ...vocabulary.names,
          ...vocabulary.streams,
        ]) ??
        streamText(word.text, vocabulary));
  return content ? { from: word.from, to: word.to, text: content } : null;
}

function wordAt(text: string, offset: number): { from: number; to: number; text: string } | undefined {
  const before = /[A-Za-z_][\w.]*$/.exec(text.slice(0, offset))?.[0] ?? '';
  const after = /^[\w.]*/.exec(text.slice(offset))?.[0] ?? '';
  const word = (before + after).replace(/\.+$/, '');
  const from = offset - before.length;
  return word === '' ? undefined : { from, to: from + word.length, text: word };
}

function keyDoc(kind: string | undefined, path: readonly (string | number)[]): string | undefined {
  if (kind === undefined || !isDocumentKind(kind)) return undefined;
  return schemasAt(schemaOf(kind), path).find(schema => schema.description)?.description;
}

function callableText(name: string): string | undefined {
  const doc = callableDoc(name);
  return doc && `\`${doc.signature}\`\n\n${doc.text}`;
}

function operatorText(word: string): string | undefined {
  const row = languageTables.operators.find(operator => operator.text.split(/[\s…]+/)[0] === word);
  return row && `\`${row.text}\`\n\n${markdown(row)}`;
}

function nameText(
  name: string,
  entries: readonly { readonly name: string; readonly detail: string; readonly doc: string }[],
): string | undefined {
  const entry = entries.find(candidate => candidate.name === name);
  return entry && `\`${entry.name}\` (${entry.detail})\n\n${entry.doc}`;
}

/** `usage.data.rat`: a stream and its attribute. */
function streamText(path: string, vocabulary: Vocabulary): string | undefined {
  const dot = path.lastIndexOf('.');
  const stream = vocabulary.streams.find(entry => entry.name === path.slice(0, dot));
  const attribute = stream?.attributes.find(entry => entry.name === path.slice(dot + 1));
  if (!attribute) return undefined;
  const values = attribute.values.length > 0 ? `\n\nOne of ${attribute.values.join(', ')}.` : '';
  return `\`${path}\` (${attribute.detail})${values}`;
}
