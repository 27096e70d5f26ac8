import { inOrder } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import { findWrongEncoding } from '../documents/encoding.ts';
import { findExcess } from '../documents/excess.ts';
import { loadDocuments } from '../documents/index.ts';
import type { RuleFile } from '../documents/index.ts';
import { createSourceFile } from '../documents/source-file.ts';
import { hasContent, splitAtSeparators } from '../documents/split-documents.ts';
import { formatDocument } from './format-document.ts';

export interface FormattedFile {
  readonly text: string;
  /** What could not be read, and is left as it is for that. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A rule file in its canonical form: the same documents, comments and order, one way of writing them. Formatting twice
 * changes no more than formatting once.
 * @example formatFile({ path: 'segments.yaml', text: 'kind:   segment' }).text // 'kind: segment\n'
 */
export function formatFile({ path, text }: RuleFile): FormattedFile {
  const file = createSourceFile(path, text);
  const excess = findExcess(file);
  if (excess !== undefined) return { text, diagnostics: [excess] };
  const encoding = findWrongEncoding(file);
  if (encoding !== undefined) return { text, diagnostics: [encoding.problem] };
  const stretches = splitAtSeparators(text);
  const isSeparated = stretches.every(({ start }) => start === 0 || isSeparatorLine(text, start));
  if (!isSeparated) return { text, diagnostics: errorsOf({ path, text }) };
  const blocks: string[] = [];
  const diagnostics: Diagnostic[] = [];
  let index = 0;
  for (const stretch of stretches) {
    const source = text.slice(stretch.start, stretch.end);
    if (!hasContent(source)) {
      const left = source.trim();
      if (left !== '' && left !== SEPARATOR) blocks.push(left);
      continue;
    }
    const separator = blocks.length === 0 ? undefined : SEPARATOR;
    const formatted = formatDocument(file, stretch, index, separator);
    diagnostics.push(...formatted.diagnostics);
    blocks.push(formatted.lines?.join('\n') ?? source.trimEnd());
    index += 1;
  }
  return { text: joined(blocks), diagnostics: inOrder(diagnostics) };
}

const SEPARATOR = '---';

/** Where documents run into each other, it is the author's to say where one ends. */
function isSeparatorLine(text: string, start: number): boolean {
  return text[start - 1] === '\n' && /^---(?!\S)/.test(text.slice(start, start + 4));
}

function errorsOf(file: RuleFile): readonly Diagnostic[] {
  return loadDocuments([file]).diagnostics.filter(({ severity }) => severity === 'error');
}

function joined(blocks: readonly string[]): string {
  return blocks.length === 0
    ? ''
    : `${blocks
        .join('\n')
        .replaceAll('\r\n', '\n')
        .replace(/^\uFEFF/, '')}\n`;
}
