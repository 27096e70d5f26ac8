const UNITS = [
  'zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve',
  'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen',
]; // prettier-ignore
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

const FIGURES: ReadonlyMap<string, number> = new Map([
  ...UNITS.map((word, figure) => [word, figure] as const),
  ...TENS.map((word, index) => [word, 10 * (index + 2)] as const),
  ['hundred', 100],
  ['thousand', 1_000],
  ['million', 1_000_000],
]);

export const isNumberWord = (word: string): boolean => FIGURES.has(word.toLowerCase());

/**
 * The figure that some words say; undefined where they say none.
 * @example figureOf(['two', 'hundred', 'fifty']) // 250
 */
export function figureOf(words: readonly string[]): number | undefined {
  let whole = 0;
  let part: number | undefined;
  for (const word of words) {
    const figure = FIGURES.get(word.toLowerCase());
    if (figure === undefined) return undefined;
    if (figure === 100) part = (part ?? 1) * 100;
    else if (figure > 100) {
      whole += (part ?? 1) * figure;
      part = 0;
    } else if (part === undefined || fits(figure, part)) part = (part ?? 0) + figure;
    else return undefined;
  }
  return words.length === 0 ? undefined : whole + (part ?? 0);
}

/** `twenty` takes up to nine more, `hundred` up to ninety-nine; `two five` says no figure. */
function fits(figure: number, part: number): boolean {
  if (part % 100 === 0) return true;
  return part % 10 === 0 && part % 100 >= 20 && figure >= 1 && figure < 10;
}
