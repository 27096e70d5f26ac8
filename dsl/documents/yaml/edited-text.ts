/** A replacement of `start` to `end` by `text`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A stretch of a file after repairs, which still knows where each of its characters stood in the file. */
export interface EditedText {
  readonly text: string;
  /** The offset in the file of the character at `offset`; what a repair added stands where it was added. */
  toFile(offset: number): number;
  /** Whether `start` to `end` stands in the file as it is here. */
  isOriginal(start: number, end: number): boolean;
  /** The splices' offsets are those of this text; they do not overlap. */
  with(splices: readonly Splice[]): EditedText;
}

export function createEditedText(text: string, fileOffset: number): EditedText {
  return edited(
    text,
    Array.from({ length: text.length + 1 }, (_, index) => fileOffset + index),
  );
}

function edited(text: string, origins: readonly number[]): EditedText {
  const toFile = (offset: number) => origins[Math.min(Math.max(offset, 0), text.length)] ?? 0;
  return {
    text,
    toFile,
    isOriginal(start, end) {
      return toFile(end) - toFile(start) === end - start;
    },
    with(splices) {
      let result = text;
      const moved = [...origins];
      for (const { start, end, text: added } of splices.toSorted((a, b) => b.start - a.start)) {
        result = result.slice(0, start) + added + result.slice(end);
        moved.splice(start, end - start, ...Array.from(added.split(''), () => toFile(start)));
      }
      return edited(result, moved);
    },
  };
}
