/** A figure that is written with commas, as many languages do, and how it is written here. */
export interface FigureWithCommas {
  readonly plain: string;
  readonly message: string;
}

/**
 * Reads a figure, with or without a unit after it, whose decimals or thousands are set off by commas.
 * @example readCommas('1.000,50 MB')?.plain // '1000.50 MB'
 */
export function readCommas(written: string): FigureWithCommas | undefined {
  const [digits = ''] = /^[\d.,]+/.exec(written) ?? [];
  const figure = plainFigure(digits);
  if (figure === undefined) return undefined;
  const plain = figure + written.slice(digits.length);
  const message = `A figure has no comma: \`${written}\` is written \`${plain}\`, with a point before its decimals and nothing between its thousands.`;
  return { plain, message };
}

function plainFigure(digits: string): string | undefined {
  if (/^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(digits)) return digits.replaceAll(',', '');
  if (/^[1-9]\d{0,2}(\.\d{3})+,\d+$/.test(digits)) return digits.replaceAll('.', '').replace(',', '.');
  return /^\d+,\d+$/.test(digits) ? digits.replace(',', '.') : undefined;
}
