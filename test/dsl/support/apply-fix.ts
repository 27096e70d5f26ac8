import type { Fix } from '../../../dsl/diagnostics/index.ts';

interface File {
  readonly path: string;
  readonly text: string;
}

/** The files once a fix is applied; its edits do not overlap. */
export function applyFix(files: readonly File[], { edits }: Fix): readonly File[] {
  return files.map(({ path, text }) => ({
    path,
    text: edits
      .filter(({ file }) => file === path)
      .toSorted((a, b) => b.range.start.offset - a.range.start.offset)
      .reduce(
        (result, { range, text: added }) =>
          result.slice(0, range.start.offset) + added + result.slice(range.end.offset),
        text,
      ),
  }));
}
