const LOCALE = 'en-GB';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const dateTime = new Intl.DateTimeFormat(LOCALE, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const dateOnly = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' });
const timeOnly = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayName = new Intl.DateTimeFormat(LOCALE, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** All in the reader's own time zone. */
export const formatDateTime = (iso: string): string => dateTime.format(new Date(iso));
export const formatDate = (iso: string): string => dateOnly.format(new Date(iso));
export const formatTime = (iso: string): string => timeOnly.format(new Date(iso));
export const formatDay = (iso: string): string => dayName.format(new Date(iso));

/** `in 3 days`, `5 minutes ago`, `just now`; whole units, the largest that fits. */
export function formatRelative(iso: string, now: number): string {
  const difference = new Date(iso).getTime() - now;
  const distance = Math.abs(difference);
  // The clock of the page ticks twice a minute only, so what happened just now may seem to lie ahead.
  if (distance < MINUTE) return difference > 45_000 ? 'in a moment' : 'just now';
  const [size, unit] =
    distance < HOUR ? [MINUTE, 'minute'] : distance < 2 * DAY ? [HOUR, 'hour'] : [DAY, 'day'];
  const count = Math.round(distance / Number(size));
  const text = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return difference > 0 ? `in ${text}` : `${text} ago`;
}
