import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Diagnostic, DiagnosticCode } from '../diagnostics/index.ts';
import { openBrackets } from './open-brackets.ts';
import type { SourceFile } from './source-file.ts';

/** Rule files are written by people: the longest default one has 32,000 characters, in lines of 173 at most. */
const MAX_CHARACTERS = 500_000;
const MAX_LINES = 20_000;
const MAX_LINE = 10_000;
const MAX_DOCUMENTS = 1_000;
const MAX_INDENT = 200;
const MAX_BRACKETS = 50;
/** Over the whole file; prose that no quotes hold has a `[` of its own now and then. */
const MAX_UNCLOSED = 500;

/**
 * What makes a text too large or too deep to be looked at any further: everything that reads it later takes more than
 * a moment for it, or calls itself too often. Found in one pass.
 */
export function findExcess(file: SourceFile): Diagnostic | undefined {
  const { text } = file;
  if (text.length > MAX_CHARACTERS) {
    const message = `The file has ${inEnglish(text.length)} characters, more than ${inEnglish(MAX_CHARACTERS)}: split it into several.`;
    return tooMuch(file, 'yaml-too-large', MAX_CHARACTERS, message);
  }
  let brackets = 0;
  let unclosed = 0;
  let lines = 0;
  let documents = 0;
  for (let start = 0; start <= text.length; lines += 1) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    const problem = excessOfLine(file, start, end, lines);
    if (problem !== undefined) return problem;
    if (text.startsWith('---', start)) documents += 1;
    if (documents > MAX_DOCUMENTS) {
      const message = `The file has more than ${inEnglish(MAX_DOCUMENTS)} documents: split it into several.`;
      return tooMuch(file, 'yaml-too-large', start, message);
    }
    // A key in the first column closes whatever was open.
    if (indentOf(text, start, end) === 0) brackets = 0;
    const { open, deepest } = openBrackets(text, start, end);
    brackets += open;
    if (brackets > MAX_BRACKETS || deepest > MAX_BRACKETS) {
      return tooMuch(
        file,
        'yaml-too-deep',
        start,
        `\`[\` and \`{\` stand inside each other more than ${MAX_BRACKETS} deep.`,
      );
    }
    unclosed += open;
    if (unclosed > MAX_UNCLOSED) {
      const message = `More than ${MAX_UNCLOSED} \`[\` and \`{\` open before this line and are never closed.`;
      return tooMuch(file, 'yaml-too-deep', start, message);
    }
    start = end + 1;
  }
  return undefined;
}

function excessOfLine(file: SourceFile, start: number, end: number, lines: number): Diagnostic | undefined {
  if (lines >= MAX_LINES) {
    const message = `The file has more than ${inEnglish(MAX_LINES)} lines: split it into several.`;
    return tooMuch(file, 'yaml-too-large', start, message);
  }
  if (end - start > MAX_LINE) {
    const message = `The line has ${inEnglish(end - start)} characters, more than ${inEnglish(MAX_LINE)}.`;
    return tooMuch(file, 'yaml-too-large', start + MAX_LINE, message);
  }
  if (indentOf(file.text, start, end) > MAX_INDENT) {
    return tooMuch(file, 'yaml-too-deep', start, `The line is indented by more than ${MAX_INDENT} columns.`);
  }
  return undefined;
}

/** Blanks and the dashes of list items: `- - x` is a list in a list. */
function indentOf(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (text[at] === ' ' || (text[at] === '-' && text[at + 1] === ' '))) at += 1;
  return at - start;
}

function tooMuch(file: SourceFile, code: DiagnosticCode, offset: number, message: string): Diagnostic {
  const range = file.range(offset, Math.min(offset + 1, file.text.length));
  return diagnostic(code, { file: file.path, range, message });
}

const inEnglish = (figure: number): string => figure.toLocaleString('en');
