import { spanOf } from '../../syntax/tokens.ts';
import { expectedAt } from '../place/expected-at.ts';
import type { ExpectedHere } from '../place/expected-at.ts';
import type { ExpressionAt } from '../place/field-at.ts';
import { eventAt, scanExpression } from '../place/scan-expression.ts';
import type { Scan } from '../place/scan-expression.ts';
import { isValueEnd } from '../place/value-end.ts';
import type { Completions, Suggestion } from '../types.ts';
import { argumentSuggestions } from './arguments.ts';
import { attributeSuggestions, nameSuggestions } from './names.ts';
import { callSuggestions } from './calls.ts';
import { literalSuggestions, textSuggestions, unitSuggestions } from './literals.ts';
import type { IdsOf } from './literals.ts';
import { constantWords, continuations, negations } from './operators.ts';
import { streamSuggestions } from './streams.ts';

/** What could follow in an expression whose text up to the cursor is `text`. */
export function completeExpression(
  text: string,
  offset: number,
  at: ExpressionAt,
  idsOf: IdsOf,
): Completions {
  const { scope } = at;
  if (at.role === 'stream') return completeStream(text, offset, at, idsOf);
  const unit = /(?:^|[^\w.])\d+(?:\.\d+)?(\s*)([A-Za-z]*(?:\/s?)?)$/.exec(text);
  const word = unit?.[2] ?? /[A-Za-z_][\w.]*$/.exec(text)?.[0] ?? '';
  const before = text.slice(0, text.length - word.length);
  const scan = scanExpression(before, scope);
  const from = offset - word.length;
  const offer = (...lists: (readonly Suggestion[])[]): Completions => ({ from, suggestions: lists.flat() });
  const expected = (of: Scan, end: string): ExpectedHere => expectedAt(end, of, scope, at.expected.type);

  if (unit !== null) {
    const digits = text.slice(0, unit.index).replace(/\d+(?:\.\d+)?\s*$/, '');
    const start = text.slice(0, text.length - (unit[0].length - unit[0].search(/\d/)));
    const here = expected(scanExpression(start, scope), start);
    const spaced = unit[1] !== '' && word === '';
    return offer(unitSuggestions(here.type, digits), spaced ? continuations(scan, before, scope) : []);
  }
  const literal = openText(scan);
  if (literal !== undefined) {
    const start = text.slice(0, literal);
    const here = expected(scanExpression(start, scope), start);
    return { from: offset - (text.length - literal - 1), suggestions: textSuggestions(here, idsOf, false) };
  }
  const call = scan.open.at(-1);
  const last = scan.tokens.at(-1);
  if (call?.aggregate !== undefined && call.argument === 0 && !call.where && call.stream === undefined) {
    return offer(streamSuggestions(word, scope.catalogue, call.aggregate.subject));
  }
  if (last !== undefined && isValueEnd(last)) return offer(continuations(scan, before, scope));
  const special = argumentSuggestions(scan, scope);
  if (special !== undefined) return offer(special);
  const negated = negations(scan);
  if (negated !== undefined) return offer(negated);

  const here = expected(scan, before);
  const event = eventAt(scan.open);
  const texts = textSuggestions(here, idsOf, true);
  if (event !== undefined) {
    return offer(
      texts,
      attributeSuggestions(event, scope, here),
      literalSuggestions(here),
      constantWords(here, true),
    );
  }
  return offer(
    texts,
    nameSuggestions(scope, here),
    literalSuggestions(here),
    callSuggestions(scope, here),
    constantWords(here, false),
  );
}

/** `mission.completed where …` reads like the first argument of an aggregate. */
function completeStream(text: string, offset: number, at: ExpressionAt, idsOf: IdsOf): Completions {
  return completeExpression(`count(${text}`, offset, { ...at, role: 'condition', expected: {} }, idsOf);
}

/** Where the text that is not closed yet begins. */
function openText({ tokens }: Scan): number | undefined {
  const last = tokens.at(-1);
  return last?.tokenType.name === 'OpenText' ? spanOf(last).start : undefined;
}
