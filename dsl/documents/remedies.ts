import type { Edit, Fix, Range } from '../diagnostics/diagnostic.ts';
import type { DocumentPath, Location } from './document.ts';
import type { SourceFile } from './source-file.ts';
import type { Problem, Remedy } from './validation/problem.ts';
import { removeField } from './remove-field.ts';
import { splitStep } from './split-step.ts';
import { inQuotes } from './yaml/trap.ts';

type Locate = (path: DocumentPath) => Location;

/** What mends a problem of a document's value, as edits of its file; none where the text leaves it open. */
export function fixesOf(
  remedy: Remedy,
  { path, at }: Pick<Problem, 'path' | 'at'>,
  locate: Locate,
  file: SourceFile,
): readonly Fix[] {
  const location = locate(path);
  const { start, end } = location.range;
  const written = file.text.slice(start.offset, end.offset);
  const onOneLine = (title: string, text: string): readonly Fix[] =>
    written.includes('\n') ? [] : [{ title, edits: [file.edit(start.offset, end.offset, text)] }];
  switch (remedy.kind) {
    case 'replace': {
      const edit = (at === 'key' ? location.key : location.expression)?.replace(remedy.text);
      return edit ? [{ title: remedy.title, edits: [edit] }] : [];
    }
    case 'quote':
      return onOneLine(`Put it in quotes: ${inQuotes(written)}`, inQuotes(written));
    case 'list':
      return onOneLine(`Make it a list: [${written}]`, `[${written}]`);
    case 'enclose':
      return enclose(remedy, location, file);
    case 'fill':
      return written === '' || location.keyRange?.start.offset === start.offset
        ? fixOf(`Write \`${remedy.text}\``, fillIn(remedy.text, location, file))
        : onOneLine(`Write \`${remedy.text}\``, remedy.text);
    case 'insert':
      return fixOf(
        `Add \`${remedy.key}: ${remedy.text}\``,
        insertField(`${remedy.key}: ${remedy.text}`, locate(remedy.into).range, file),
      );
    case 'split-step': {
      const step = path.slice(0, -1);
      const places = { step: locate(step), at: locate([...step, 'at']), expect: location };
      const edits = splitStep(places, file);
      return edits === undefined ? [] : [{ title: 'Make it a step of its own', edits }];
    }
    case 'remove':
      return fixOf(`Remove \`${String(path.at(-1))}\``, removeField(location, file));
  }
}

/** What a bracket or a comma would cut off stays as it is. */
function enclose(
  { open, close, key }: Extract<Remedy, { readonly kind: 'enclose' }>,
  { range, keyRange }: Location,
  file: SourceFile,
): readonly Fix[] {
  const written = file.text.slice(range.start.offset, range.end.offset);
  const isWhole = /^(?:'[^'\n]*'|"[^"\n\\]*"|[^'"\n,[\]{}#|>][^\n,[\]{}#]*)$/.test(written);
  const start = key === undefined ? range.start : keyRange?.start;
  if (!isWhole || start === undefined) return [];
  const text = `${key === undefined ? '' : `${key}: `}${open}${written}${close}`;
  return [{ title: `Write \`${text}\``, edits: [file.edit(start.offset, range.end.offset, text)] }];
}

const fixOf = (title: string, edit: Edit | undefined): readonly Fix[] =>
  edit === undefined ? [] : [{ title, edits: [edit] }];

/** After a key that has no value. */
function fillIn(text: string, { keyRange }: Location, file: SourceFile): Edit | undefined {
  if (keyRange === undefined) return undefined;
  const colon = keyRange.end.offset;
  return file.text[colon] === ':' ? file.edit(colon + 1, colon + 1, ` ${text}`) : undefined;
}

/** As the last field of the mapping that stands in the range, in braces or on lines of its own. */
export function insertField(field: string, { start, end }: Range, file: SourceFile): Edit | undefined {
  const mapping = file.text.slice(start.offset, end.offset);
  if (mapping.startsWith('{')) {
    if (!mapping.endsWith('}')) return undefined;
    const inside = mapping.slice(1, -1).trimEnd();
    const at = start.offset + 1 + inside.length;
    return file.edit(at, end.offset - 1, inside.trim() === '' ? ` ${field} ` : `, ${field} `);
  }
  if (!/^[\w"']/.test(mapping)) return undefined;
  const line = file.text.includes('\r\n') ? '\r\n' : '\n';
  return file.edit(end.offset, end.offset, `${line}${' '.repeat(start.column - 1)}${field}`);
}
