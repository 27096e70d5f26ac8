import { isScalar, visit } from 'yaml';
import type { Document, Node, YAMLError } from 'yaml';
import { closingEnd, flowEntryEnd, lineStart, lineTextEnd } from './balance.ts';
import { tabIndent, tooDeepLine } from './indent-traps.ts';
import { isInFlow } from './is-in-flow.ts';
import { inQuotes, mendable, quotable } from './trap.ts';
import type { Trap } from './trap.ts';

/** What is really wrong where the YAML parser gives up, in the author's words. */
export function explainError(parsed: Document.Parsed, error: YAMLError, text: string): Trap {
  return (
    unclosedQuote(parsed, error, text) ??
    unknownEscape(parsed, error, text) ??
    tabIndent(error, text) ??
    unclosedBracket(parsed, error, text) ??
    inFlowEntry(parsed, error, text) ??
    inBlockValue(error, text) ??
    missingBlank(error, text) ??
    tooDeepLine(error, text) ??
    plainError(error, text)
  );
}

function unclosedQuote(parsed: Document.Parsed, error: YAMLError, text: string): Trap | undefined {
  if (!/Missing closing .quote/.test(error.message)) return undefined;
  let start: number | undefined;
  visit(parsed, {
    Scalar(_key, scalar) {
      if (scalar.range && scalar.range[1] === error.pos[0] && /QUOTE/.test(scalar.type ?? ''))
        start = scalar.range[0];
    },
  });
  if (start === undefined) return undefined;
  const quote = text.charAt(start);
  const end = lineTextEnd(text, start);
  return mendable(
    'yaml-unclosed',
    `The ${quote} that opens here is never closed.`,
    [start, end],
    `Close it with ${quote}`,
    {
      start: end,
      end,
      text: quote,
    },
  );
}

/** `"\\q"`: in single quotes a backslash is a backslash. */
function unknownEscape(parsed: Document.Parsed, error: YAMLError, text: string): Trap | undefined {
  if (error.code !== 'BAD_DQ_ESCAPE') return undefined;
  let range: readonly [number, number] | undefined;
  visit(parsed, {
    Scalar(_key, { range: own }) {
      if (own && own[0] < error.pos[0] && error.pos[0] < own[1]) range = [own[0], own[1]];
    },
  });
  if (!range) return undefined;
  const [start, end] = range;
  const quoted = inQuotes(text.slice(start + 1, end - 1));
  const message = 'No such escape exists in double quotes; in single quotes a backslash is a backslash.';
  return mendable('yaml-syntax', message, range, `Write ${quoted}`, { start, end, text: quoted });
}

/** Inside `{ }` or `[ ]`: the value that the error stands in, up to where an expression would end. */
function inFlowEntry(parsed: Document.Parsed, error: YAMLError, text: string): Trap | undefined {
  const at = error.pos[0];
  let found: Trap | undefined;
  visit(parsed, {
    Node(_key, node, path) {
      if (found || !isInFlow(path)) return;
      const start = node.range?.[0] ?? 0;
      const end = flowEntryEnd(text, start);
      if (end === undefined || start > at || at > end || !isWhole(node, text, end)) return;
      found = flowTrap(text, start, end, at);
    },
  });
  return found;
}

function flowTrap(text: string, start: number, end: number, at: number): Trap | undefined {
  const isValue = /:\s+$/.test(text.slice(0, start));
  const whole = isValue && text[end] === ':' ? flowEntryEnd(text, start, { overColons: true }) : end;
  if (whole === undefined || at >= whole) return undefined;
  if (whole > end)
    return quotable('yaml-colon', '`: ` in an unquoted text makes it a key.', text, start, whole);
  return quotable('yaml-indicator', indicatorMessage(text.slice(start, end), at - start), text, start, end);
}

const isBracket = (text: string, offset: number) => text[offset] === '[' || text[offset] === '{';

/** A collection counts only where more text follows its closing bracket: `[a] > 1`. */
function isWhole(node: Node, text: string, end: number): boolean {
  if (isScalar(node)) return true;
  const start = node.range?.[0] ?? 0;
  const closing = isBracket(text, start) ? closingEnd(text, start) : undefined;
  return closing !== undefined && closing < end;
}

function unclosedBracket(parsed: Document.Parsed, error: YAMLError, text: string): Trap | undefined {
  if (!/ end with a [\]}]/.test(error.message)) return undefined;
  let start: number | undefined;
  visit(parsed, {
    Collection(_key, node) {
      if (
        node.flow &&
        node.range &&
        node.range[0] <= error.pos[0] &&
        closingEnd(text, node.range[0]) === undefined
      ) {
        start = node.range[0];
      }
    },
  });
  if (start === undefined) return undefined;
  const bracket = text.charAt(start);
  const closing = bracket === '[' ? ']' : '}';
  const end = lineTextEnd(text, start);
  return mendable(
    'yaml-unclosed',
    `The ${bracket} that opens here is never closed.`,
    [start, end],
    `Close it with ${closing}`,
    {
      start: end,
      end,
      text: ` ${closing}`,
    },
  );
}

/** The rest of a line after its `- ` and its key. */
function inBlockValue(error: YAMLError, text: string): Trap | undefined {
  const from = lineStart(text, error.pos[0]);
  const line = text.slice(from, lineTextEnd(text, from));
  const lead =
    /^\s*(?:- +)*(?:(?:"[^"]*"|'[^']*'|[^\s#"'[{&*!|>%@`][^#:]*(?::[^#:\s][^#:]*)*):\s+)?/.exec(line)?.[0] ??
    '';
  const value = line.slice(lead.length);
  const start = from + lead.length;
  const end = start + value.length;
  const closes = isBracket(value, 0) && closingEnd(value, 0) === value.length;
  const inside = /^'(.*\S)'$/.exec(value)?.[1];
  if (inside !== undefined) {
    const quoted = inQuotes(inside);
    const message = "Inside single quotes a `'` is written twice.";
    return mendable('yaml-indicator', message, [start, end], `Write ${quoted}`, { start, end, text: quoted });
  }
  if (!closes && /^[[\]{}"'@%`>|*&!?,]|^-(\s|$)/.test(value)) {
    return quotable('yaml-indicator', indicatorMessage(value, 0), text, start, end);
  }
  if (/:(\s|$)/.test(value)) {
    return quotable('yaml-colon', '`: ` in an unquoted text makes it a key.', text, start, end);
  }
  return undefined;
}

const MEANINGS: Readonly<Record<string, string>> = {
  '[': 'a list',
  '{': 'a mapping',
  '"': 'a quoted text that ends at the next quote',
  "'": 'a quoted text that ends at the next quote',
  '>': 'a text on the lines below',
  '|': 'a text on the lines below',
  '*': 'a reference',
  '&': 'a reference',
  '!': 'a tag',
  '-': 'a list entry',
  '?': 'a key',
};

function indicatorMessage(value: string, at: number): string {
  const sign =
    MEANINGS[value.charAt(0)] === undefined && MEANINGS[value.charAt(at)]
      ? value.charAt(at)
      : value.charAt(0);
  const meaning = MEANINGS[sign];
  if (meaning) return `To YAML \`${sign}\` starts ${meaning}, so \`${value}\` must be quoted.`;
  return `An unquoted text cannot start with \`${sign}\`, so \`${value}\` must be quoted.`;
}

/** `name:Foo` */
function missingBlank(error: YAMLError, text: string): Trap | undefined {
  const from = lineStart(text, error.pos[0]);
  const line = text.slice(from, lineTextEnd(text, from));
  const key = /^\s*(?:- +)*([\w.]+):(?=[^\s:])/.exec(line);
  if (!key?.[1]) return undefined;
  const end = from + key[0].length;
  return mendable(
    'yaml-blank',
    `A blank is missing after \`${key[1]}:\`.`,
    [end - key[1].length - 1, end],
    'Add a blank',
    {
      start: end,
      end,
      text: ' ',
    },
  );
}

/** One sentence for each kind of error that has no better explanation. */
const MESSAGES: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_INDENT: 'The line is indented otherwise than the lines it belongs to.',
  BLOCK_AS_IMPLICIT_KEY: 'The line below is indented further than its neighbours.',
  MULTILINE_IMPLICIT_KEY: 'A `key: value` was expected on this line.',
  MISSING_CHAR: 'A `key: value` was expected here.',
  MULTIPLE_DOCS: 'A line `...` ends the document: what follows it needs a line `---` before it.',
  UNEXPECTED_TOKEN: 'This does not belong here.',
  IMPOSSIBLE: 'YAML cannot read this.',
};

function plainError(error: YAMLError, text: string): Trap {
  const [start] = error.pos;
  const end = Math.max(start, Math.min(error.pos[1], lineTextEnd(text, start)));
  return { code: 'yaml-syntax', message: MESSAGES[error.code] ?? `${error.message}.`, start, end, fixes: [] };
}
