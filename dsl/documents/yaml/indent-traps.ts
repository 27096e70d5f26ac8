import type { YAMLError } from 'yaml';
import { lineStart, lineTextEnd } from './balance.ts';
import { mendable } from './trap.ts';
import type { Trap } from './trap.ts';

/** A tab, which YAML does not take as indentation. */
export function tabIndent(error: YAMLError, text: string): Trap | undefined {
  if (error.code !== 'TAB_AS_INDENT') return undefined;
  const start = lineStart(text, error.pos[0]);
  const end = start + indentOf(text, start).length;
  const before = text.slice(0, start).trimEnd();
  const indent = indentOf(text, lineStart(text, before.length)) + (before.endsWith(':') ? '  ' : '');
  return mendable('yaml-tab', 'YAML allows no tabs as indentation; use blanks.', [start, end], 'Use blanks', {
    start,
    end,
    text: indent,
  });
}

const indentOf = (text: string, start: number) => /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';

/** A line that is indented further than the one above, which already has its value. */
export function tooDeepLine(error: YAMLError, text: string): Trap | undefined {
  if (error.code !== 'BLOCK_AS_IMPLICIT_KEY') return undefined;
  const above = lineStart(text, error.pos[0]);
  const next = /\n(?:[ \t]*\r?\n)*/.exec(text.slice(above));
  const start = next ? above + next.index + next[0].length : text.length;
  const indent = indentOf(text, above);
  const own = indentOf(text, start);
  if (own.length <= indent.length) return undefined;
  const range = [start, lineTextEnd(text, start)] as const;
  const message = 'The line is indented further than the line above, which it does not belong to.';
  return mendable('yaml-indent', message, range, 'Indent it like the line above', {
    start,
    end: start + own.length,
    text: indent,
  });
}
