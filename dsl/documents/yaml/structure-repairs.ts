import { isBalanced } from './balance.ts';
import { dashes, indents, strayKeys } from './indent-repairs.ts';
import { keysRunUp, lineBreaks, movedBreaks, swallowedKeys } from './line-break-repairs.ts';
import type { StructureRepair } from './structure-repair.ts';
import { isBlank, isSign, isWord, lineEndAfter, lineOf, shown, tokensNear } from './structure-tokens.ts';
import type { Token } from './structure-tokens.ts';

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
  yield* equalSigns(text, tokens);
  yield* semicolons(text, around);
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
      // Two signs in each other's place leave as many brackets open as before.
      if ([left, right].some(isBracket) && !closesAll(lineOf(text, left.start))) continue;
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

const isBracket = ({ text }: Token) => /^[[\]{}]$/.test(text);

function closesAll(line: string): boolean {
  const count = (sign: string) => line.split(sign).length;
  return count('[') === count(']') && count('{') === count('}');
}

/** Signs that hold a document together, with what stands beside them; a blank only where it is an indentation. */
function mayExchange(left: Token, right: Token, next: Token | undefined): boolean {
  if (isBlank(left)) return right.text === ':' || right.text === '\n';
  if (isBlank(right)) return left.text === ':' || left.text === '\n' || next?.text === ':';
  return [left, right].some(token => isSign(token) || token.text === '\n');
}

/** `{ points: 60; data: 5 GB }` */
function* semicolons(text: string, around: number): Generator<StructureRepair, void> {
  const line = lineOf(text, around);
  const from = text.lastIndexOf('\n', around - 1) + 1;
  if (!/[{[]/.test(line)) return;
  for (const { index } of line.matchAll(/;(?= *\w+ *:)/g)) {
    const [start, end] = [from + index, from + index + 1];
    const splices = [{ start, end, text: ',' }];
    yield { splices, message: 'Fields in braces are separated by commas.', title: 'Write `,`', start, end };
  }
}

/** `name = Daily Streak` */
function* equalSigns(text: string, tokens: readonly Token[]): Generator<StructureRepair, void> {
  for (const [index, token] of tokens.entries()) {
    const sign = isWord(token) && beginsEntry(tokens, index) ? /^ *= */.exec(text.slice(token.end)) : null;
    if (sign === null) continue;
    const end = token.end + sign[0].length;
    yield {
      splices: [{ start: token.end, end, text: ': ' }],
      message: `Behind \`${token.text}\` stands \`:\`, not \`=\`.`,
      title: 'Write `:`',
      start: token.start,
      end,
    };
  }
}

/** A key is the first word of its line, or of an entry inside `{ }`. */
function* colons(tokens: readonly Token[]): Generator<StructureRepair, void> {
  for (const [index, token] of tokens.entries()) {
    if (!isWord(token) || tokens[index + 1]?.text === ':' || !beginsEntry(tokens, index)) continue;
    // `name :Foo` has its colon, behind the blank.
    if (tokens[index + 2]?.text === ':' && tokens[index + 1]?.text.trim() === '') continue;
    yield inserted(token, ':', `A \`:\` is missing after \`${token.text}\`.`);
  }
  for (const [index, token] of tokens.entries()) {
    const after = tokens[index + 1];
    const needsBlank = token.text === ':' || (token.text === '-' && beginsEntry(tokens, index));
    if (!needsBlank || after === undefined || /^\s/.test(after.text)) continue;
    yield inserted(token, ' ', `A blank is missing after \`${token.text}\`.`);
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
