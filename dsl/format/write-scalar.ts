import { isScalar, parseDocument } from 'yaml';
import { readWritten } from '../documents/expression-text.ts';
import { isBalanced } from '../documents/yaml/balance.ts';
import { inQuotes } from '../documents/yaml/trap.ts';

export interface ScalarPlace {
  readonly inFlow: boolean;
  /** Whether the value is its text: quotes then never matter. Else `'3'` stays a text and `3` a number. */
  readonly textOnly: boolean;
  /** What YAML reads there now. */
  readonly value: unknown;
}

/** A scalar on one line, with the plainest quotes that change nothing. */
export function writeInline(text: string, { inFlow, textOnly, value }: ScalarPlace): string {
  if (isPlainWords(text)) return text;
  const reads = (written: string) => {
    const read = readWritten(written, inFlow);
    if (read?.source !== text) return false;
    // What is written as a text stays one for other tools of YAML too: `"1.0"`, `"null"`.
    return (
      read.value === value || (textOnly && (typeof value !== 'string' || typeof read.value === 'string'))
    );
  };
  return candidates(text).find(reads) ?? JSON.stringify(text);
}

/** A key on one line. */
export function writeKey(text: string): string {
  if (isPlainWords(text)) return text;
  return candidates(text).find(written => readsAsKey(written, text)) ?? JSON.stringify(text);
}

/** The common case, told without asking YAML: words that are no constant, and no indicator among them. */
const isPlainWords = (text: string) =>
  /^[A-Za-z][\w.]*( [\w.(<>=+*/-][\w.()<>=+*/%-]*)*$/.test(text) &&
  isBalanced(text) &&
  !/^(on|off|yes|no|null|true|false)$/i.test(text);

/** Words that tools of YAML 1.1 read as true or false, and null, which no text is. */
const BARE_WORD = /^(on|off|yes|no)$/i;

function candidates(text: string): readonly string[] {
  const single = inQuotes(text);
  const double = JSON.stringify(text);
  // Escapes show what a reader could not see.
  if (/[\p{Cc}\p{Cf}]/u.test(text)) return [double];
  // Unbalanced brackets make an unquoted text look cut off.
  const plain = text === '' || BARE_WORD.test(text) || !isBalanced(text) ? [] : [text];
  return text.includes("'") && double.length === text.length + 2
    ? [...plain, double, single]
    : [...plain, single, double];
}

function readsAsKey(written: string, text: string): boolean {
  const [block, flow] = [`${written}: 1\n`, `{ ${written}: 1 }`].map(source => parseDocument(source));
  return [block, flow].every(parsed => {
    if (!parsed || parsed.errors.length + parsed.warnings.length > 0) return false;
    const pairs = parsed.contents !== null && 'items' in parsed.contents ? parsed.contents.items : [];
    const [pair] = pairs;
    return (
      pairs.length === 1 &&
      pair !== undefined &&
      'key' in pair &&
      isScalar(pair.key) &&
      pair.key.source === text
    );
  });
}

export interface Block {
  readonly head: string;
  /** Without the indent of the block. */
  readonly body: readonly string[];
}

/** Text as a block scalar: `|` where it has lines of its own, `>` where only its length asks for several. */
export function writeBlock(text: string, style: '|' | '>', width: number): Block | undefined {
  const content = text.replace(/\n+$/, '');
  const ends = text.length - content.length;
  const chomp = ends === 0 ? '-' : ends === 1 ? '' : '+';
  const lines = style === '|' ? content.split('\n') : foldParagraphs(content, width);
  const body = [...lines, ...Array.from({ length: Math.max(0, ends - 1) }, () => '')];
  return checkedBlock({ head: style + chomp, body }, text);
}

/** Lines that YAML folds back into one. */
export function foldedBlock(lines: readonly string[]): Block | undefined {
  return checkedBlock({ head: '>-', body: lines }, lines.join(' '));
}

function checkedBlock({ head, body }: Block, text: string): Block | undefined {
  const written = [head, ...body.map(line => (line === '' ? '' : `  ${line}`))].join('\n');
  // A blank at the end of a line would be lost to the first editor that trims lines.
  if (body.some(line => line !== line.trimEnd())) return undefined;
  return readWritten(written, false)?.source === text ? { head, body } : undefined;
}

/** Each break of the text takes one more in the block. */
function foldParagraphs(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((paragraph, index) => {
    const lines = paragraph === '' ? [''] : foldWords(paragraph, width);
    return index === 0 || paragraph === '' ? lines : ['', ...lines];
  });
}

/** Breaks at single blanks alone: YAML keeps only those. */
function foldWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
