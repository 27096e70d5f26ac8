import type { IToken } from 'chevrotain';
import type { ForeignWords } from './foreign-words.ts';
import { isCurrency } from './currencies.ts';
import { figureOf, isNumberWord } from './number-words.ts';
import { retag, spanOf } from './tokens.ts';
import * as t from './tokens.ts';

/** `KES 20`: an amount of money is a plain number. */
export function readMoney(tokens: readonly IToken[], index: number): ForeignWords | undefined {
  const [currency, figure] = tokens.slice(index, index + 2);
  if (currency?.tokenType !== t.Path || figure?.tokenType !== t.NumberLiteral) return undefined;
  if (!isCurrency(currency.image)) return undefined;
  const message = `Amounts of money are written as plain numbers: \`${currency.image} ${figure.image}\` is \`${figure.image}\`.`;
  return written([currency, figure], figure.image, message);
}

/** `twenty five`, `twenty-five`; one word alone may be a name. */
export function readNumberWords(tokens: readonly IToken[], index: number): ForeignWords | undefined {
  const [first] = tokens.slice(index);
  if (first === undefined || !isWord(first)) return undefined;
  const taken = [first];
  for (let next = index + 1; ; next = index + taken.length) {
    const [sign, word] = tokens.slice(next, next + 2);
    if (sign !== undefined && isWord(sign)) taken.push(sign);
    else if (sign !== undefined && word !== undefined && isHyphen(tokens[next - 1], sign, word))
      taken.push(sign, word);
    else break;
  }
  const words = taken.filter(({ tokenType }) => tokenType === t.Path).map(({ image }) => image);
  const figure = words.length < 2 ? undefined : figureOf(words);
  if (figure === undefined) return undefined;
  const message = `A number is written in figures: \`${words.join(' ')}\` is \`${figure}\`.`;
  return written(taken, String(figure), message);
}

const isWord = ({ tokenType, image }: IToken): boolean => tokenType === t.Path && isNumberWord(image);

function isHyphen(before: IToken | undefined, sign: IToken, word: IToken): boolean {
  if (before === undefined || sign.tokenType !== t.Minus || !isWord(word)) return false;
  return spanOf(before).end === sign.startOffset && spanOf(sign).end === word.startOffset;
}

function written(taken: readonly IToken[], text: string, message: string): ForeignWords | undefined {
  const [first, last] = [taken[0], taken.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const span = { start: first.startOffset, end: spanOf(last).end };
  return {
    length: taken.length,
    tokens: [{ ...retag(last, t.NumberLiteral, text), startOffset: span.start, endOffset: span.end - 1 }],
    problem: {
      code: 'expression-foreign',
      span,
      message,
      expected: `\`${text}\``,
      fixes: [{ title: `Write \`${text}\``, span, text }],
    },
  };
}
