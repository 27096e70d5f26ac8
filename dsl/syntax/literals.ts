/** The value behind a text's quotes, written as JSON writes it; undefined where an escape is unknown. */
export function decodeText(image: string): string | undefined {
  try {
    const value: unknown = JSON.parse(
      image.replace(/\\[^]|[\n\r\t]/g, part => CONTROL_ESCAPES[part] ?? part),
    );
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

const CONTROL_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The number and the unit of `300 MB`. */
export function splitQuantity(image: string): { readonly value: number; readonly unit: string } {
  const [digits = ''] = /^[\d.]+/.exec(image) ?? [];
  return { value: Number(digits), unit: image.slice(digits.length).trim() };
}

/** A number as text without an exponent, so that reading it gives the same number. */
export function printNumber(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) return text;
  const [, sign = '', first = '', rest = '', exponent = ''] = match;
  const digits = first + rest;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits}${'0'.repeat(Math.max(0, point - digits.length))}`;
}
