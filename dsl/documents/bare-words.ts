import { isScalar, Scalar, visit } from 'yaml';
import type { Node } from 'yaml';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from './source-file.ts';
import type { EditedText } from './yaml/edited-text.ts';
import { inQuotes } from './yaml/trap.ts';

const BARE_WORD = /^(on|off|yes|no)$/i;

/** Unquoted words that tools of YAML 1.1 read as true or false, as keys and as values. */
export function findBareWords(
  root: Node | null,
  file: SourceFile,
  source: EditedText,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(root, {
    Scalar(_key, scalar) {
      if (
        !isScalar(scalar) ||
        scalar.type !== Scalar.PLAIN ||
        !BARE_WORD.test(scalar.source ?? '') ||
        !scalar.range
      )
        return;
      const word = scalar.source ?? '';
      const start = source.toFile(scalar.range[0]);
      const end = source.toFile(scalar.range[1]);
      found.push(
        diagnostic('yaml-bare-word', {
          file: file.path,
          range: file.range(start, end),
          message: `Older YAML tools read a bare \`${word}\` as true or false.`,
          fixes: [
            { title: `Put it in quotes: ${inQuotes(word)}`, edits: [file.edit(start, end, inQuotes(word))] },
          ],
        }),
      );
    },
  });
  return found;
}
