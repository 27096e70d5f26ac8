import type { IRecognitionException, IToken } from 'chevrotain';
import type { Problem } from '../problem.ts';
import { closingTooMuch, commaOutsideCall, emptyCall, neverClosed } from './brackets.ts';
import {
  arithmeticAfterOtherwise,
  betweenWithoutAnd,
  chainedComparison,
  endsTooEarly,
  holdWithoutDays,
  notInsideValue,
  operatorMissing,
} from './missing-parts.ts';
import {
  elseAsOtherwise,
  ifWithoutPart,
  isAsEqual,
  misplacedWhere,
  missingComparedAsValue,
  missingWithoutIs,
} from './misused-words.ts';
import { syntax, VALUES } from './problem.ts';
import { stopOf, VALUE } from './stop.ts';
import type { Stop } from './stop.ts';

type Explanation = (stop: Stop) => Problem | undefined;

const EXPLANATIONS: readonly Explanation[] = [
  missingComparedAsValue,
  missingWithoutIs,
  isAsEqual,
  elseAsOtherwise,
  ifWithoutPart,
  closingTooMuch,
  neverClosed,
  commaOutsideCall,
  emptyCall,
  chainedComparison,
  betweenWithoutAnd,
  holdWithoutDays,
  misplacedWhere,
  endsTooEarly,
  arithmeticAfterOtherwise,
  operatorMissing,
  notInsideValue,
];

/** Turns the parser's exception into a message in the author's words; the first explanation that fits counts. */
export function explainSyntaxError(error: IRecognitionException, tokens: readonly IToken[]): Problem {
  const stop = stopOf(error, tokens);
  for (const explain of EXPLANATIONS) {
    const problem = explain(stop);
    if (problem !== undefined) return problem;
  }
  return unexpected(stop);
}

function unexpected({ found, wanted, span }: Stop): Problem {
  const expected = wanted === VALUE ? VALUES : wanted;
  const image = found?.image ?? 'the end';
  const message =
    expected === undefined
      ? `\`${image}\` cannot stand here.`
      : `\`${image}\` cannot stand here: ${expected} was expected.`;
  return syntax(span, message, expected);
}
