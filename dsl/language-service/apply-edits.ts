import type { Edit } from '../diagnostics/diagnostic.ts';
import type { RuleFile } from '../documents/index.ts';

/** The files with edits made, which must not overlap. */
export function applyEdits(files: readonly RuleFile[], edits: readonly Edit[]): readonly RuleFile[] {
  return files.map(({ path, text }) => ({
    path,
    text: edited(
      text,
      edits.filter(({ file }) => file === path),
    ),
  }));
}

/** From the end to the beginning, so that no edit moves another. */
function edited(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((a, b) => b.range.start.offset - a.range.start.offset)
    .reduce(
      (result, { range, text: added }) =>
        result.slice(0, range.start.offset) + added + result.slice(range.end.offset),
      text,
    );
}
