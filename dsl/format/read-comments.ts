import { Lexer } from 'yaml';

export interface Comment {
  /** From the `#` on, without blanks at the end. */
  readonly text: string;
  readonly start: number;
  readonly column: number;
  /** Whether nothing else stands on its line. */
  readonly ownLine: boolean;
  readonly afterBlank: boolean;
}

/** The mark that the lexer puts before a scalar, whose text may well begin with `#`. */
const SCALAR = '\u001f';
const MARKS: ReadonlySet<string> = new Set([SCALAR, '\u0002', '\u0018']);

/** All comments of a YAML text, in order. */
export function readComments(text: string): readonly Comment[] {
  const comments: Comment[] = [];
  let start = 0;
  let inScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (MARKS.has(lexeme)) {
      inScalar = lexeme === SCALAR;
      continue;
    }
    if (!inScalar && lexeme.startsWith('#')) comments.push(commentAt(text, start, lexeme.trimEnd()));
    inScalar = false;
    start += lexeme.length;
  }
  return comments;
}

function commentAt(text: string, start: number, comment: string): Comment {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  return {
    text: comment,
    start,
    column: start - lineStart,
    ownLine: text.slice(lineStart, start).trim() === '',
    afterBlank: isAfterBlankLine(text, start),
  };
}

/** Whether an entry or a comment is the first on its line, and the line above is empty. */
export function isAfterBlankLine(text: string, offset: number): boolean {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  if (lineStart === 0 || !/^[\s?-]*$/.test(text.slice(lineStart, offset))) return false;
  const above = text.lastIndexOf('\n', lineStart - 2) + 1;
  return text.slice(above, lineStart).trim() === '';
}
