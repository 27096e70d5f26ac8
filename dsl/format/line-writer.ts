import { isAfterBlankLine } from './read-comments.ts';
import type { Comment } from './read-comments.ts';

/** Lines under construction. The source's comments come along in their order; none can be left out. */
export interface LineWriter {
  readonly lines: readonly string[];
  /** Writes the comments before `offset`, each on a line of its own. */
  comments(offset: number, indent: number): void;
  /** Writes the comments before `offset` that stand at `column` or further right: the end of a block. */
  closing(offset: number, column: number, indent: number): void;
  /** Writes a blank line where the author left some before the entry at `offset`. */
  keepBlank(offset: number): void;
  /** Puts the dash of a list item before the next line. */
  dash(indent: number): void;
  line(indent: number, text: string): void;
  /** Puts the comment that stands behind something on its line, before `offset`, behind the last `line`. */
  remark(offset: number): void;
  /** Further lines of a block scalar, as they are. */
  body(lines: readonly string[]): void;
  /** What comes next is the first of a block: no blank line before it. */
  startBlock(): void;
  hasComments(start: number, end: number): boolean;
}

export function createLineWriter(source: string, comments: readonly Comment[]): LineWriter {
  const lines: string[] = [];
  let next = 0;
  let isFirst = true;
  let prefix: string | undefined;

  const push = (line: string) => {
    lines.push(line.trimEnd());
    isFirst = false;
  };
  const blank = () => {
    if (!isFirst && lines.at(-1) !== '') lines.push('');
  };
  const writeComments = (indent: number, belongs: (comment: Comment) => boolean) => {
    // Before a line whose dashes wait to be written, a comment stands where the first of them will.
    const column = prefix === undefined ? indent : prefix.indexOf('-');
    for (let comment = comments[next]; comment && belongs(comment); comment = comments[next]) {
      if (comment.afterBlank) blank();
      push(' '.repeat(column) + comment.text);
      next += 1;
    }
  };

  return {
    lines,
    comments: (offset, indent) => writeComments(indent, ({ start }) => start < offset),
    closing: (offset, column, indent) =>
      writeComments(indent, comment => comment.start < offset && comment.ownLine && comment.column >= column),
    keepBlank: offset => {
      if (isAfterBlankLine(source, offset)) blank();
    },
    dash: indent => {
      prefix = `${prefix ?? ' '.repeat(indent)}- `;
    },
    line: (indent, text) => {
      push((prefix ?? ' '.repeat(indent)) + text);
      prefix = undefined;
    },
    remark: offset => {
      const comment = comments[next];
      if (!comment || comment.ownLine || comment.start >= offset) return;
      lines[lines.length - 1] = `${lines.at(-1) ?? ''}  ${comment.text}`;
      next += 1;
    },
    body: more => {
      lines.push(...more);
    },
    startBlock: () => {
      isFirst = true;
    },
    hasComments: (start, end) => {
      // Those before `next` are written and stand further up.
      let index = next;
      while ((comments[index]?.start ?? Infinity) < start) index += 1;
      return (comments[index]?.start ?? Infinity) < end;
    },
  };
}
