import { useSyncExternalStore } from 'react';
import { formatDate, formatDateTime, formatRelative, formatTime } from './time-format.ts';

type Style = 'full' | 'date' | 'time' | 'relative';

/** A moment in the reader's own time; the exact one in UTC is its title. */
export function Time({ at, style = 'full' }: { readonly at: string; readonly style?: Style }) {
  const now = useMinute();
  const texts: Record<Style, (iso: string) => string> = {
    full: formatDateTime,
    date: formatDate,
    time: formatTime,
    relative: iso => formatRelative(iso, now),
  };
  return (
    <time dateTime={at} title={at}>
      {texts[style](at)}
    </time>
  );
}

let minute = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** The time now, refreshed twice a minute for all who show relative times. */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, () => minute);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!timer) {
    minute = Date.now();
    timer = setInterval(tick, 30_000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  minute = Date.now();
  for (const notify of listeners) notify();
}
