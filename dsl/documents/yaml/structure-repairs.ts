import { isBalanced } from './balance.ts';
import type { Splice } from './edited-text.ts';

/** One small change to a document's text that may be what its author meant. */
export interface StructureRepair {
  readonly splices: readonly Splice[];
  /** What is wrong, where, and what the change does. */
  readonly message: string;
  readonly title: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The slips of one sign that may explain why a text cannot be read around an offset, likeliest first: a sign typed
 * twice, two that changed places, a forgotten colon, line break, comma or bracket, a wrong indentation.
 * `fields` are the keys that a document can have.
 */
export function* structureRepairs(
  text: string,
  around: number,
  fields: readonly string[],
): Generator<StructureRepair, void> {
  const tokens = tokensNear(text, around);
  yield* keysRunUp(text, tokens, fields);
  yield* doubled(tokens);
  yield* brackets(text, tokens);
  yield* dashes(text, around);
  yield* movedBreaks(tokens, fields);
  yield* colons(tokens);
  yield* lineBreaks(text, tokens, fields);
  yield* swallowedKeys(text, fields);
  yield* strayKeys(text, fields);
  yield* commas(text, tokens);
  yield* nearestFirst(exchanged(text, tokens), around);
  yield* indents(text, around);
  yield* keys(text, tokens, fields);
  yield* tooMuch(tokens);
}

/** The slip is mostly right before the place where reading stops. */
function nearestFirst(repairs: Iterable<StructureRepair>, around: number): readonly StructureRepair[] {
  const gap = ({ start, end }: StructureRepair) => Math.max(start - around, around - end, 0);
  return [...repairs].toSorted((a, b) => gap(a) - gap(b));
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Words, quoted texts, signs and blanks of the line, the one above and the one below. */
function tokensNear(text: string, around: number): readonly Token[] {
  // With the line break before the line above.
  const start = Math.max(0, lineStartBefore(text, lineStartBefore(text, around) - 1) - 1);
  const end = lineEndAfter(text, lineEndAfter(text, around) + 1);
  return [
    ...text.slice(start, end).matchAll(/"[^"\n]*"|'(?:[^'\n]|'')*'|---|[>|][-+](?=\s)|[\w.]+|\n|[ \t]+|[^]/g),
  ].map(({ 0: image, index }) => ({ text: image, start: start + index, end: start + index + image.length }));
}

const lineStartBefore = (text: string, offset: number) => text.lastIndexOf('\n', Math.max(0, offset) - 1) + 1;

function lineEndAfter(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

const isBlank = ({ text }: Token) => /^[ \t]+$/.test(text);
const isSign = ({ text }: Token) => /^(?:[[\]{}:,"'-]|---|[>|][-+])$/.test(text);
const isWord = ({ text }: Token) => /^[\w."']/.test(text);

function* doubled(tokens: readonly Token[]): Generator<StructureRepair, void> {
  for (const [index, token] of tokens.entries()) {
    const after = tokens[index + 1];
    const second = after !== undefined && isBlank(after) && !isBlank(token) ? tokens[index + 2] : after;
    if (second?.text !== token.text || token.text === '\n') continue;
    yield {
      splices: [{ start: token.end, end: second.end, text: '' }],
      message: `\`${token.text}\` stands here twice.`,
      title: `Remove one \`${token.text}\``,
      start: token.start,
      end: second.end,
    };
  }
}

function* exchanged(text: string, tokens: readonly Token[]): Generator<StructureRepair, void> {
  for (const [index, left] of tokens.entries()) {
    for (const distance of [1, 2]) {
      const right = tokens[index + distance];
      const between = distance === 2 ? tokens[index + 1] : undefined;
      if (right === undefined || (between !== undefined && !isBlank(between))) continue;
      if (left.text === right.text || !mayExchange(left, right, tokens[index + distance + 1])) continue;
      const gap = text.slice(left.end, right.start);
      yield {
        splices: [{ start: left.start, end: right.end, text: right.text + gap + left.text }],
        message: `${shown(left)} and ${shown(right)} seem to have changed places.`,
        title: 'Change their places',
        start: left.start,
        end: right.end,
      };
    }
  }
}

/** Signs that hold a document together, with what stands beside them; a blank only where it is an indentation. */
function mayExchange(left: Token, right: Token, next: Token | undefined): boolean {
  if (isBlank(left)) return right.text === ':' || right.text === '\n';
  if (isBlank(right)) return left.text === ':' || left.text === '\n' || next?.text === ':';
  return [left, right].some(token => isSign(token) || token.text === '\n');
}

function shown({ text }: Token): string {
  if (text === '\n') return 'The line break';
  return /^[ \t]+$/.test(text) ? 'The blank' : `\`${text}\``;
}

/** A key is the first word of its line, or of an entry inside `{ }`. */
function* colons(tokens: readonly Token[]): Generator<StructureRepair, void> {
  for (const [index, token] of tokens.entries()) {
    if (!isWord(token) || tokens[index + 1]?.text === ':' || !beginsEntry(tokens, index)) continue;
    yield inserted(token, ':', `A \`:\` is missing after \`${token.text}\`.`);
  }
  for (const [index, token] of tokens.entries()) {
    const after = tokens[index + 1];
    const needsBlank = token.text === ':' || (token.text === '-' && beginsEntry(tokens, index));
    if (!needsBlank || after === undefined || /^\s/.test(after.text)) continue;
    yield inserted(token, ' ', `A blank is missing after \`${token.text}\`.`);
  }
}

/** A line that has lost the `- ` which the lines beside it have. */
function* dashes(text: string, around: number): Generator<StructureRepair, void> {
  const start = lineStartBefore(text, around);
  const own = indentAt(text, start);
  const end = lineEndAfter(text, start);
  const [wide] = /^- {2,}/.exec(text.slice(start + own.length)) ?? [];
  if (wide !== undefined) {
    yield {
      splices: [{ start: start + own.length, end: start + own.length + wide.length, text: '- ' }],
      message: 'After `-` stands one blank: what follows begins where the lines below do.',
      title: 'Write one blank',
      start: start + own.length,
      end,
    };
  }
  if (text.startsWith('-', start + own.length)) return;
  const beside = [lineStartBefore(text, start - 1), end + 1].map(
    offset => /^[ \t]*- +/.exec(text.slice(offset))?.[0],
  );
  for (const dash of new Set(beside.filter(lead => lead !== undefined))) {
    yield {
      splices: [{ start, end: start + own.length, text: dash }],
      message: 'A `-` is missing at the beginning of this entry.',
      title: 'Add `-`',
      start,
      end,
    };
  }
}

function beginsEntry(tokens: readonly Token[], index: number): boolean {
  const before = tokens.slice(0, index).findLast(token => !isBlank(token));
  return before === undefined || ['\n', '{', ',', '-'].includes(before.text);
}

function inserted(after: Token, text: string, message: string): StructureRepair {
  const sign = text.trim();
  const title = sign === '' ? 'Add a blank' : `Add \`${sign}\``;
  return {
    splices: [{ start: after.end, end: after.end, text }],
    message,
    title,
    start: after.start,
    end: after.end,
  };
}

/** Two lines that ran together: before `key:` a new one begins. */
function* lineBreaks(
  text: string,
  tokens: readonly Token[],
  fields: readonly string[],
): Generator<StructureRepair, void> {
  for (const [index, token] of tokens.entries()) {
    if (token.text === '---' && tokens[index - 1]?.text !== '\n' && token.start > 0) {
      yield broken(token, '', 0, '---');
    }
    if (!isWord(token) || tokens[index + 1]?.text !== ':') continue;
    const before = tokens[index - 1];
    if (before?.text === '---') yield broken(token, '', 0, token.text);
    if (before !== undefined && isBlank(before)) yield broken(before, '', 0, token.text);
    const indent = indentAt(text, token.start);
    const field = fields.filter(name => token.text.endsWith(name)).toSorted((a, b) => b.length - a.length);
    for (const depth of new Set(['', indent])) {
      for (const name of field) yield broken(token, depth, token.text.length - name.length, name);
    }
  }
  for (const [index, token] of tokens.entries()) {
    if (token.text !== '-' || !/\S/.test(tokens[index - 1]?.text ?? '')) continue;
    yield broken(token, '', 0, '-');
  }
}

/** A key at the end of the line above, and its `:` alone on the next. */
function* keysRunUp(
  text: string,
  tokens: readonly Token[],
  fields: readonly string[],
): Generator<StructureRepair, void> {
  for (const [index, token] of tokens.entries()) {
    if (token.text !== '\n' || tokens[index + 1]?.text !== ':') continue;
    const above = text.slice(lineStartBefore(text, token.start), token.start);
    for (const name of fields.filter(field => above.endsWith(field))) {
      const start = token.start - name.length;
      yield {
        splices: [
          { start, end: start, text: '\n' },
          { start: token.start, end: token.end, text: '' },
        ],
        message: `\`${name}\` begins a line of its own.`,
        title: `Begin a new line before \`${name}\``,
        start,
        end: token.end,
      };
    }
  }
}

/** A line break before the value instead of after it: `name:` on one line, `Foo id: x` on the next. */
function* movedBreaks(tokens: readonly Token[], fields: readonly string[]): Generator<StructureRepair, void> {
  for (const [index, token] of tokens.entries()) {
    if (token.text !== '\n') continue;
    const rest = tokens.slice(index + 1);
    const end = rest.findIndex(({ text }) => text === '\n');
    const line = end < 0 ? rest : rest.slice(0, end);
    const moved = (at: number, key: string): StructureRepair => ({
      splices: [
        { start: token.start, end: token.end, text: '' },
        { start: at, end: at, text: '\n' },
      ],
      message: `The line breaks before its value, and not before \`${key}\`.`,
      title: `Begin the new line before \`${key}\``,
      start: token.start,
      end: at,
    });
    for (const [place, word] of line.entries()) {
      if (word.text === '---' || word.text === '#') yield moved(word.start, word.text);
      if (!isWord(word) || line[place + 1]?.text !== ':') continue;
      const before = line[place - 1];
      if (before !== undefined && isBlank(before)) yield moved(before.start, word.text);
      for (const name of fields.filter(field => word.text.endsWith(field)))
        yield moved(word.end - name.length, name);
    }
  }
}

function broken(token: Token, indent: string, within: number, key: string): StructureRepair {
  const at = token.start + within;
  return {
    splices: [{ start: at, end: at, text: `\n${indent}` }],
    message: `\`${key}\` begins a line of its own.`,
    title: `Begin a new line before \`${key}\``,
    start: token.start,
    end: token.end,
  };
}

const indentAt = (text: string, offset: number) =>
  /^[ \t]*/.exec(text.slice(lineStartBefore(text, offset)))?.[0] ?? '';

function* indents(text: string, around: number): Generator<StructureRepair, void> {
  const here = lineStartBefore(text, around);
  const starts = [lineStartBefore(text, here - 1), here, lineEndAfter(text, around) + 1];
  const depths = [0, 2, 4, 6, 8, 10];
  for (const start of starts.filter(offset => offset >= 0 && offset < text.length)) {
    const indent = indentAt(text, start);
    const end = lineEndAfter(text, start);
    for (const depth of depths.toSorted(
      (a, b) => Math.abs(a - indent.length) - Math.abs(b - indent.length),
    )) {
      if (depth === indent.length || text.slice(start, end).trim() === '') continue;
      yield {
        splices: [{ start, end: start + indent.length, text: ' '.repeat(depth) }],
        message: 'The line is indented otherwise than the lines it belongs to.',
        title: `Indent it by ${depth}`,
        start,
        end,
      };
    }
  }
}

/** `# Why.reward: …`: a key at the end of a comment. */
function* swallowedKeys(text: string, fields: readonly string[]): Generator<StructureRepair, void> {
  const known = new Set(fields);
  for (const { 0: comment, index } of text.matchAll(/^[ \t]*#.*$/gm)) {
    for (const { 0: key, 1: blanks = '', 2: name = '', index: within } of comment.matchAll(KEY_IN_COMMENT)) {
      if (!known.has(name)) continue;
      const at = index + within;
      yield {
        splices: [{ start: at, end: at, text: '\n' }],
        message: `\`${name}\` belongs to the comment before it here: it begins a line of its own.`,
        title: `Begin a new line before \`${name}\``,
        start: at + blanks.length,
        end: at + key.length,
      };
    }
  }
}

const KEY_IN_COMMENT = /([ \t]*)([A-Za-z_]\w*):(?=\s|$)/g;

/** A key that begins its line, though no document has such a field: what it belongs to is indented. */
function* strayKeys(text: string, fields: readonly string[]): Generator<StructureRepair, void> {
  const known = new Set(fields);
  for (const { 0: image, 1: key = '', index } of text.matchAll(/^([\w.]+|- ).*$/gm)) {
    if (known.has(key)) continue;
    for (const depth of [2, 4, 6]) {
      yield {
        splices: [{ start: index, end: index, text: ' '.repeat(depth) }],
        message: 'The line is indented otherwise than the lines it belongs to.',
        title: `Indent it by ${depth}`,
        start: index,
        end: index + image.length,
      };
    }
  }
}

function* commas(text: string, tokens: readonly Token[]): Generator<StructureRepair, void> {
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (next === undefined || !isBlank(next) || !endsValue(token) || !isBesideBrackets(text, token)) continue;
    yield inserted(token, ',', `A comma is missing after ${shown(token)}.`);
  }
}

const endsValue = (token: Token) => isWord(token) || /[\])}%]/.test(token.text);
const isBesideBrackets = (text: string, { start }: Token) => /[[\]{}]/.test(lineOf(text, start));

/** Where a line's brackets do not close. */
function* brackets(text: string, tokens: readonly Token[]): Generator<StructureRepair, void> {
  for (const [index, token] of tokens.entries()) {
    if (token.text === '\n' || isBalanced(lineOf(text, token.start))) continue;
    const next = tokens[index + 1];
    const closes = next === undefined || isBlank(next) || /[\n,}\]]/.test(next.text);
    for (const sign of endsValue(token) && closes ? [']', '}'] : []) {
      yield inserted(token, sign, `A closing \`${sign}\` is missing after ${shown(token)}.`);
    }
    const opens = isBlank(token) || token.text === '[' || token.text === '{';
    for (const sign of opens ? ['[', '{'] : []) {
      yield inserted(token, sign, `An opening \`${sign}\` is missing here.`);
    }
  }
}

const lineOf = (text: string, offset: number) =>
  text.slice(lineStartBefore(text, offset), lineEndAfter(text, offset));

function* tooMuch(tokens: readonly Token[]): Generator<StructureRepair, void> {
  for (const token of tokens.filter(isSign)) {
    yield {
      splices: [{ start: token.start, end: token.end, text: '' }],
      message: `\`${token.text}\` does not belong here.`,
      title: `Remove \`${token.text}\``,
      start: token.start,
      end: token.end,
    };
  }
}

/** `: 7d`, where only the key is missing. */
function* keys(
  text: string,
  tokens: readonly Token[],
  fields: readonly string[],
): Generator<StructureRepair, void> {
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    const first = before === undefined || isBlank(before) || before.text === '\n';
    if (token.text !== ':' || !first) continue;
    for (const name of fields) {
      yield {
        splices: [{ start: token.start, end: token.start, text: name }],
        message: 'A key is missing before `:`.',
        title: `Write \`${name}:\``,
        start: token.start,
        end: Math.max(token.end, lineEndAfter(text, token.start)),
      };
    }
  }
}
