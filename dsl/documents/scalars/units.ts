/**
 * A scalar's text as YAML gives it, before types are guessed (`1.10` stays `1.10`), and where each of its UTF-16 units
 * stands in the source: unit i covers `starts[i]` to `ends[i]`. A fold covers the line break it came from, an escape
 * all of its characters.
 */
export interface ScalarText {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Where the first character stands, or would stand in an empty scalar. */
  readonly contentStart: number;
}

export interface Units {
  /** Every unit of `text` comes from the same stretch of the source. */
  add(text: string, start: number, end: number): void;
  /** The stretch of the source stands for itself. */
  copy(source: string, start: number, end: number): void;
  finish(contentStart: number): ScalarText;
}

export function collectUnits(): Units {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const add = (added: string, start: number, end: number) => {
    text += added;
    for (let unit = 0; unit < added.length; unit += 1) {
      starts.push(start);
      ends.push(end);
    }
  };
  return {
    add,
    copy(source, start, end) {
      for (let offset = start; offset < end; offset += 1) add(source.charAt(offset), offset, offset + 1);
    },
    finish: contentStart => ({ text, starts, ends, contentStart }),
  };
}

export const isBlank = (character: string | undefined) => character === ' ' || character === '\t';
