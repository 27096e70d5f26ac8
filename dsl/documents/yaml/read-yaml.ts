import { parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source-file.ts';
import { createEditedText } from './edited-text.ts';
import type { EditedText, Splice } from './edited-text.ts';
import { duplicateKeys } from './duplicate-keys.ts';
import { explainError } from './error-traps.ts';
import { findReferences } from './references.ts';
import { findSilentTrap } from './silent-traps.ts';
import type { Trap } from './trap.ts';

export interface ReadYaml {
  readonly contents: Document.Parsed['contents'];
  /** The text that was read, after repairs. */
  readonly text: EditedText;
  readonly diagnostics: readonly Diagnostic[];
  /** False where something stays unreadable. */
  readonly readable: boolean;
}

/** More traps than this in one document mean that it is not written in this language at all. */
const MAX_REPAIRS = 200;

/** So much is read again after repairs: long documents, and those full of errors, get fewer of them. */
const MAX_READ_AGAIN = 300_000;

/** An error takes the parser as long as so many characters. */
const ERROR_EFFORT = 150;

/**
 * Parses the document at `start` to `end` of a file. Each trap is reported once and mended in the text that is read
 * on, so that one mistake hides no other. `splices` are made first; their offsets are those of the document.
 */
export function readYaml(
  file: SourceFile,
  start: number,
  end: number,
  splices: readonly Splice[] = [],
): ReadYaml {
  let text = createEditedText(file.text.slice(start, end), start).with(splices);
  const diagnostics: Diagnostic[] = [];
  let indented = Number.NEGATIVE_INFINITY;
  // A place that is still wrong after its repair is beyond repair.
  const mended = new Set<number>();
  let effort = 0;
  // Quotes around quotes double.
  const maxLength = 2 * text.text.length + MAX_REPAIRS;
  for (let repairs = 0; ; repairs += 1) {
    const { parsed, trap, references } = parseUpToTrap(text.text);
    effort += readingEffort(text.text, parsed?.errors.length ?? 0);
    if (references.length > 0) {
      diagnostics.push(...references.map(reference => toDiagnostic(reference, text, file)));
      return { contents: parsed?.contents ?? null, text, diagnostics, readable: false };
    }
    const again = trap !== undefined && mended.has(text.toFile(trap.start));
    const problem = trap && !again ? toDiagnostic(trap, text, file) : undefined;
    // Lines below a wrong indentation are each read as wrong too.
    const line = problem?.code === 'yaml-indent' ? problem.range.start.line : undefined;
    if (problem && (line === undefined || line !== indented + 1)) diagnostics.push(problem);
    if (line !== undefined) indented = line;
    if (
      trap?.repair &&
      repairs < MAX_REPAIRS &&
      effort < MAX_READ_AGAIN &&
      text.text.length < maxLength &&
      !again
    ) {
      mended.add(text.toFile(trap.start));
      text = text.with(trap.repair);
      continue;
    }
    const duplicates = parsed && !trap ? duplicateKeys(parsed, text.text) : [];
    diagnostics.push(...duplicates.map(duplicate => toDiagnostic(duplicate, text, file)));
    return { contents: parsed?.contents ?? null, text, diagnostics, readable: trap === undefined };
  }
}

/** How long the YAML parser takes for a text with so many errors, in characters of a text without any. */
export const readingEffort = (text: string, errors: number): number => text.length + ERROR_EFFORT * errors;

interface Parse {
  readonly parsed?: Document.Parsed;
  readonly trap?: Trap | undefined;
  readonly references: readonly Trap[];
}

function parseUpToTrap(text: string): Parse {
  try {
    const parsed = parseDocument(text, { keepSourceTokens: true, prettyErrors: false, uniqueKeys: false });
    const references = findReferences(parsed, text);
    return { parsed, references, trap: references.length > 0 ? undefined : nextTrap(parsed, text) };
  } catch (error) {
    // The parser calls itself for each level of nesting.
    if (error instanceof RangeError) return { trap: tooDeep(text), references: [] };
    throw error;
  }
}

function nextTrap(parsed: Document.Parsed, text: string): Trap | undefined {
  if (parsed.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return tooDeep(text);
  const silent = findSilentTrap(parsed, text);
  if (silent) return silent;
  // A tab upsets the lines around it, so that the first error may be elsewhere.
  const tab = parsed.errors.find(({ code }) => code === 'TAB_AS_INDENT');
  const first = tab ?? parsed.errors.toSorted((a, b) => a.pos[0] - b.pos[0])[0];
  return first && explainError(parsed, first, text);
}

const tooDeep = (text: string): Trap => ({
  code: 'yaml-syntax',
  message: 'The text is nested too deeply.',
  start: 0,
  end: Math.min(1, text.length),
  fixes: [],
});

function toDiagnostic(trap: Trap, text: EditedText, file: SourceFile): Diagnostic {
  const edit = ({ start, end, text: added }: Splice) =>
    file.edit(text.toFile(start), text.toFile(end), added);
  return diagnostic(trap.code, {
    file: file.path,
    range: file.range(text.toFile(trap.start), text.toFile(trap.end)),
    message: trap.message,
    fixes: trap.fixes.map(({ title, splices }) => ({ title, edits: splices.map(edit) })),
  });
}
