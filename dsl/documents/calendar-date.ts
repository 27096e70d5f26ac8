/** A date as `2026-03-01`, or undefined where there is no such day. */
export function calendarDate(text: string): string | undefined {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return validDate(Number(year), Number(month), Number(day)) === text ? text : undefined;
}

/**
 * The date that a text in another form most likely means; the last day of the month for one past its end.
 * @example likelyDate('1.3.2026') // '2026-03-01'
 */
export function likelyDate(text: string): string | undefined {
  const words = text.trim().replace(/[T ]\d\d?:\d\d.*$/, '');
  const [, year, month, day] = /^(\d{4})[-/.](\d\d?)[-/.](\d\d?)$/.exec(words) ?? [];
  if (year !== undefined) return nearestDate(Number(year), Number(month), Number(day));
  const [, first, second, last] = /^(\d\d?)[.](\d\d?)[.](\d{4})$/.exec(words) ?? [];
  if (last !== undefined) return nearestDate(Number(last), Number(second), Number(first));
  const [, one, other, slashed] = /^(\d\d?)\/(\d\d?)\/(\d{4})$/.exec(words) ?? [];
  // The day stands first, unless it cannot.
  if (slashed !== undefined)
    return Number(other) > 12
      ? nearestDate(Number(slashed), Number(one), Number(other))
      : nearestDate(Number(slashed), Number(other), Number(one));
  const [, wholeYear, wholeMonth] = /^(\d{4})-(\d\d?)$/.exec(words) ?? [];
  return wholeYear === undefined ? undefined : nearestDate(Number(wholeYear), Number(wholeMonth), 1);
}

function nearestDate(year: number, month: number, day: number): string | undefined {
  if (day < 1 || day > 31) return undefined;
  const days = [day, 30, 29, 28].filter(other => other <= day);
  return days.map(other => validDate(year, month, other)).find(date => date !== undefined);
}

function validDate(year: number, month: number, day: number): string | undefined {
  if (year < 1970 || month < 1 || month > 12 || day < 1) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined;
}
