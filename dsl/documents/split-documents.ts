import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from './source-file.ts';

/** The stretch of a file that one document takes up. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Splits a file at its `---` lines. YAML lets no text run over such a line, so a document that cannot be read takes
 * none of its neighbours along.
 */
export function splitDocuments(text: string): readonly Stretch[] {
  return splitAtSeparators(text)
    .map(({ start, end }) => ({ start, end: end < text.length ? dashesAbove(text, end) : end }))
    .filter(({ start, end }) => hasContent(text.slice(start, end)));
}

/** The stretches between `---` lines, those that hold no document included: nothing of the text is left out. */
export function splitAtSeparators(text: string): readonly Stretch[] {
  const starts = [0, ...separatorsIn(text).map(({ offset }) => offset)];
  return [...new Set(starts)].map((start, index, all) => ({ start, end: all[index + 1] ?? text.length }));
}

/** Where a line of too few or too many dashes begins above a place; the place itself where there is none. */
function dashesAbove(text: string, end: number): number {
  const [line] =
    /(?<=^|\n)(?:--?|-{4,})[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*$/.exec(text.slice(0, end)) ?? [];
  return end - (line?.length ?? 0);
}

/** Where a document begins after another. */
interface Separator {
  readonly offset: number;
  /** Whether it is a line of its own, as it has to be. */
  readonly slip?: 'missing' | 'in line';
}

const SEPARATOR =
  /^---(?=[ \t\r\n]|$|\w+\s*:)|---(?<=^[^#\n]*[^\s#-]---)(?=[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*kind[ \t]*:)|^kind(?=[ \t]*:[ \t])/gm;

/** Also those that were left out or run into a line: two `kind:` can never belong to one document. */
function separatorsIn(text: string): readonly Separator[] {
  const found: Separator[] = [];
  let hasKind = false;
  for (const { 0: match, index } of text.matchAll(SEPARATOR)) {
    if (match === 'kind') {
      if (hasKind) found.push({ offset: index, slip: 'missing' });
      hasKind = true;
      continue;
    }
    found.push(
      index === 0 || text[index - 1] === '\n' ? { offset: index } : { offset: index, slip: 'in line' },
    );
    hasKind = false;
  }
  return found;
}

/** Where two documents run into each other. */
export function findMissingSeparators(file: SourceFile): readonly Diagnostic[] {
  return separatorsIn(file.text).flatMap(({ offset, slip }) => {
    if (slip === undefined) return [];
    const missing = slip === 'missing';
    const dashes = missing ? dashesAbove(file.text, offset) : offset;
    if (dashes < offset) return [misspelt(file, dashes)];
    const start = missing ? commentsStart(file.text, offset) : offset;
    const fix = {
      title: missing ? 'Add a line `---`' : 'Begin a new line before `---`',
      edits: [file.edit(start, start, missing ? '---\n' : '\n')],
    };
    return [
      diagnostic('yaml-syntax', {
        file: file.path,
        range: file.range(start, offset + (missing ? 'kind'.length : '---'.length)),
        message: missing
          ? 'A new document begins here: a line `---` is missing before it.'
          : '`---` stands on a line of its own.',
        fixes: [fix],
      }),
    ];
  });
}

function misspelt(file: SourceFile, start: number): Diagnostic {
  const [dashes = ''] = /^-+/.exec(file.text.slice(start)) ?? [];
  const end = start + dashes.length;
  return diagnostic('yaml-syntax', {
    file: file.path,
    range: file.range(start, end),
    message: `Documents are parted by a line \`---\`, not by \`${dashes}\`.`,
    expected: '`---`',
    fixes: [{ title: 'Write `---`', edits: [file.edit(start, end, '---')] }],
  });
}

/** Where the comments and empty lines above a place begin. */
function commentsStart(text: string, offset: number): number {
  const above = /(?:(?<=^|\n)[ \t]*(?:#[^\n]*)?\r?\n)*$/.exec(text.slice(0, offset))?.[0] ?? '';
  return offset - above.length;
}

/** More than comments, directives and markers. */
export const hasContent = (text: string) =>
  /^(?!\s*(?:#|$)|%|---\s*(?:#|$)|\.\.\.\s*$)/m.test(text.replaceAll('\uFEFF', ''));
