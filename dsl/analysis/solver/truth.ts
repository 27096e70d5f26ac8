import {
  BOOLEAN,
  FALSE,
  includes,
  isNoText,
  NOTHING,
  onlyPoint,
  onlyTexts,
  otherTexts,
  commonTexts,
  TRUE,
} from '../domains/index.ts';
import type { Domain } from '../domains/index.ts';
import type { Truths } from './operator-row.ts';

const EMPTY_TEXT = onlyTexts(['']);

/** Which truth values JSONLogic sees in the values of a domain: nothing, 0 and the empty text are false. */
export function truthsOf({ missing, yes, no, numbers, texts }: Domain): Truths {
  const somethingElse = numbers !== undefined && onlyPoint(numbers) !== 0;
  const zero = numbers !== undefined && includes(numbers, 0);
  return {
    yes: yes || somethingElse || !isNoText(commonTexts(texts, otherTexts(EMPTY_TEXT))),
    no: missing || no || zero || !isNoText(commonTexts(texts, EMPTY_TEXT)),
  };
}

export function truthDomain({ yes, no }: Truths): Domain {
  if (yes && no) return BOOLEAN;
  return yes ? TRUE : no ? FALSE : NOTHING;
}

/** The values of a domain that are true, or those that are not. */
export function withTruth(domain: Domain, truth: boolean): Domain {
  if (!truth) {
    const zero = domain.numbers !== undefined && includes(domain.numbers, 0);
    return {
      missing: domain.missing,
      yes: false,
      no: domain.no,
      numbers: zero ? { low: 0, high: 0, lowOpen: false, highOpen: false } : undefined,
      texts: commonTexts(domain.texts, EMPTY_TEXT),
    };
  }
  return {
    missing: false,
    yes: domain.yes,
    no: false,
    numbers: withoutZero(domain.numbers),
    texts: commonTexts(domain.texts, otherTexts(EMPTY_TEXT)),
  };
}

/** Without 0 where that is an end; a hole within is not kept. */
function withoutZero(range: Domain['numbers']): Domain['numbers'] {
  if (range === undefined || onlyPoint(range) === 0) return undefined;
  if (range.low === 0) return { ...range, lowOpen: true };
  return range.high === 0 ? { ...range, highOpen: true } : range;
}
