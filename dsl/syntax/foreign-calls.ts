import type { IToken } from 'chevrotain';
import type { Problem } from './problem.ts';
import { retag, spanOf, VALUE_STARTS } from './tokens.ts';
import * as t from './tokens.ts';

interface Reading {
  readonly length: number;
  readonly tokens: readonly IToken[];
  readonly problem: Problem;
}

/** `IF(a, b, c)` of spreadsheets: the tokens from `IF` to its `)`. */
export function isIfCall(tokens: readonly IToken[], index: number): boolean {
  return ifParts(tokens, index) !== undefined;
}

export function readIfCall(text: string, tokens: readonly IToken[], index: number): Reading | undefined {
  const parts = ifParts(tokens, index);
  const [first, last] = [tokens[index], tokens[parts?.close ?? -1]];
  if (parts === undefined || first === undefined || last === undefined) return undefined;
  const span = { start: first.startOffset, end: spanOf(last).end };
  const [a = '', b = '', c = ''] = parts.ranges.map(([from, to]) => textOf(text, tokens.slice(from, to)));
  const choice = `if ${a} then ${b} else ${c}`;
  const isWhole = span.start === 0 && span.end === text.trimEnd().length;
  const written = isWhole ? choice : `(${choice})`;
  const fix = { title: `Write \`${written}\``, span, text: written };
  const message = 'A choice is written in words: `if … then … else …`.';
  return {
    length: parts.close - index + 1,
    tokens: [retag(first, t.Now, 'now')],
    problem: { code: 'expression-foreign', span, message, expected: `\`${written}\``, fixes: [fix] },
  };
}

interface IfParts {
  readonly close: number;
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

function ifParts(tokens: readonly IToken[], index: number): IfParts | undefined {
  const isIf = /^i(f|if)$/i.test(tokens[index]?.image ?? '');
  if (!isIf || tokens[index + 1]?.tokenType !== t.Open) return undefined;
  const cuts = [index + 1];
  let depth = 0;
  for (let at = index + 2; at < tokens.length; at += 1) {
    const type = tokens[at]?.tokenType;
    if (type === t.Open || type === t.OpenList) depth += 1;
    else if (depth > 0 && (type === t.Close || type === t.CloseList)) depth -= 1;
    else if (depth === 0 && type === t.Comma) cuts.push(at);
    else if (depth === 0 && type === t.Close) {
      const ranges = cuts.map((cut, part) => [cut + 1, cuts[part + 1] ?? at] as const);
      const isFull = ranges.length === 3 && ranges.every(([from, to]) => from < to);
      return isFull ? { close: at, ranges } : undefined;
    }
  }
  return undefined;
}

function textOf(text: string, tokens: readonly IToken[]): string {
  const [first, last] = [tokens[0], tokens.at(-1)];
  return first === undefined || last === undefined ? '' : text.slice(first.startOffset, spanOf(last).end);
}

const CHOOSES: ReadonlySet<string> = new Set(['if', 'when', 'with', 'having', 'filter']);

/** `count(usage if off_peak, 7d)` */
export function readIfAsWhere(tokens: readonly IToken[], index: number): Reading | undefined {
  const [before, token, next] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  if (token === undefined || before?.tokenType !== t.Path || !CHOOSES.has(token.image)) return undefined;
  if (next === undefined || !VALUE_STARTS.has(next.tokenType) || next.tokenType === t.Open) return undefined;
  const span = spanOf(token);
  const fix = { title: 'Write `where`', span, text: 'where' };
  const message = `Which events count stands behind \`where\`: \`${token.image}\` is written \`where\` here.`;
  return {
    length: 1,
    tokens: [retag(token, t.Where, 'where')],
    problem: { code: 'expression-foreign', span, message, expected: '`where`', fixes: [fix] },
  };
}

/** `count(usage, 7d where off_peak)`, read from its first comma on. */
export function readLateWhere(text: string, tokens: readonly IToken[], index: number): Reading | undefined {
  const [before, comma, window, where] = [tokens[index - 1], ...tokens.slice(index, index + 3)];
  if (before?.tokenType !== t.Path || comma?.tokenType !== t.Comma) return undefined;
  if (window?.tokenType !== t.Quantity && !isWindowWord(window)) return undefined;
  if (window === undefined || where?.tokenType !== t.Where) return undefined;
  let depth = 0;
  const end = tokens.findIndex(({ tokenType }, at) => {
    if (at < index + 3) return false;
    if (tokenType === t.Open || tokenType === t.OpenList) depth += 1;
    else if (depth > 0 && (tokenType === t.Close || tokenType === t.CloseList)) depth -= 1;
    else return depth === 0 && (tokenType === t.Close || tokenType === t.Comma);
    return false;
  });
  const condition = textOf(text, tokens.slice(index + 3, end));
  const last = tokens[end - 1];
  if (end < 0 || last === undefined || condition === '') return undefined;
  const span = { start: comma.startOffset, end: spanOf(last).end };
  const written = ` where ${condition}, ${window.image}`;
  const fix = { title: `Write \`${written.trim()}\``, span, text: written };
  const message = `The condition stands before the window, behind the events that it chooses from: \`${before.image}${written}\`.`;
  return {
    length: end - index,
    tokens: [comma, window],
    problem: {
      code: 'expression-foreign',
      span,
      message,
      expected: '`where` before the comma',
      fixes: [fix],
    },
  };
}

const isWindowWord = (token: IToken | undefined): boolean =>
  t.WINDOW_WORDS.some(word => word === token?.image);
