/** Local days worked out the slow way, from the date that a clock in the zone shows. */
const formats = new Map<string, Intl.DateTimeFormat>();

export function naiveDay(zone: string, at: number): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      era: 'short',
    });
  formats.set(zone, format);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const year = Number(parts.get('year'));
  return Date.UTC(year, Number(parts.get('month')) - 1, Number(parts.get('day'))) / 86_400_000;
}

export function naiveUnit(
  unit: 'day' | 'week' | 'month' | 'quarter',
  day: number,
  weekStarts: number,
): number {
  const date = new Date(day * 86_400_000);
  const months = (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
  if (unit === 'month') return months;
  if (unit === 'quarter') return Math.floor(months / 3);
  if (unit === 'day') return day;
  const intoWeek = (date.getUTCDay() - (weekStarts % 7) + 7) % 7;
  return (day - intoWeek) / 7;
}
