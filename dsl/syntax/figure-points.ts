/** A figure whose point may part thousands, as it does in German, and what else may be meant by it. */
export interface FigureWithThousands {
  /** The likelier reading first. */
  readonly meant: readonly string[];
  readonly message: string;
}

/**
 * `1.500 MB` is read as 1.5 MB. Only three digits of which the last is a zero are in doubt: nobody writes decimals so,
 * and nearly everybody who parts thousands does, while `0.125` and `2.375` are decimals.
 * @example readThousands('1.500 MB')?.meant // ['1500 MB', '1.5 MB']
 */
export function readThousands(written: string): FigureWithThousands | undefined {
  const [, whole, decimals, rest = ''] = /^([1-9]\d{0,2})\.(\d\d0)(\D*)$/s.exec(written) ?? [];
  if (whole === undefined || decimals === undefined) return undefined;
  const [thousands, plain] = [`${whole}${decimals}${rest}`, `${Number(`${whole}.${decimals}`)}${rest}`];
  const message = `\`${written}\` is read as \`${plain}\`: a point stands before decimals, and nothing between thousands.`;
  return { meant: [thousands, plain], message };
}
