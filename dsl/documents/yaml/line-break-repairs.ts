import { indentAt, isBlank, isWord, lineStartBefore } from './structure-tokens.ts';
import type { Token } from './structure-tokens.ts';
import type { StructureRepair } from './structure-repair.ts';

/** Two lines that ran together: before `key:` a new one begins. */
export function* lineBreaks(
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
export function* keysRunUp(
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
export function* movedBreaks(
  tokens: readonly Token[],
  fields: readonly string[],
): Generator<StructureRepair, void> {
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

/** `# Why.reward: …`: a key at the end of a comment. */
export function* swallowedKeys(text: string, fields: readonly string[]): Generator<StructureRepair, void> {
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
