import type { Read, Window } from '../../../dsl/program/features.ts';
import type { FactEvent } from '../../../engine/metrics/fact-event.ts';
import { naiveDay, naiveUnit } from './naive-calendar.ts';
import { MANIFEST } from './program.ts';

/** The same questions, answered from the whole list of events each time: slow, short and obviously right. */
export interface NaiveView {
  readonly events: readonly FactEvent[];
  readonly zone: string;
  readonly weekStarts: number;
  readonly at: number;
  readonly closing: boolean;
  readonly favourite: string;
}

type Answer = number | string | boolean | null;

interface Days {
  readonly from: number;
  readonly to: number;
}

const ALL_TIME: Days = { from: -Infinity, to: Infinity };

export function naiveRead(key: string, view: NaiveView): Answer {
  const read = MANIFEST.features[key]?.read;
  if (read === undefined) throw new Error(key);
  const seen = view.events
    .filter(({ type, attributes }) => type === 'usage' || (type === 'pay' && attributes['digital'] === true))
    .filter(({ time }) => !view.closing || time < view.at)
    .sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  return answer(read, seen, view, undefined);
}

function answer(read: Read, seen: readonly FactEvent[], view: NaiveView, days: Days | undefined): Answer {
  switch (read.kind) {
    case 'count':
      return inside(seen, read.window, view, days).length;
    case 'sum':
      return total(inside(seen, read.window, view, days));
    case 'min':
      return extreme(inside(seen, read.window, view, days), Math.min);
    case 'max':
      return extreme(inside(seen, read.window, view, days), Math.max);
    case 'avg': {
      const valued = inside(seen, read.window, view, days).filter(({ value }) => value !== undefined);
      return valued.length === 0 ? null : total(valued) / valued.length;
    }
    case 'days':
      return new Set(inside(seen, read.window, view, days).map(({ time }) => naiveDay(view.zone, time))).size;
    case 'distinct':
      return new Set(inside(seen, read.window, view, days).flatMap(kindOf)).size;
    case 'countOfValue':
      return inside(seen, read.window, view, days).filter(event => kindOf(event)[0] === view.favourite)
        .length;
    case 'latest':
      return latest(read, seen, view);
    case 'since':
      return seen.length === 0 ? null : hourStart(view) - (seen.at(-1)?.time ?? 0);
    case 'median':
      return read.of === 'gap'
        ? medianGap(seen, read.count)
        : median(seen.flatMap(valueOf).slice(-read.count), 1);
    case 'streak':
      return streak(read, seen, view);
    case 'run':
      return run(seen);
    case 'open':
      return open(read.window, seen, view);
    case 'usual':
      return usual(read, seen, view);
    case 'medianOfPeriods':
      return medianOfWeeks(read.count, seen, view);
    case 'hold':
    case 'percentile':
      throw new Error('not read from events');
  }
}

function inside(
  seen: readonly FactEvent[],
  window: Window,
  view: NaiveView,
  days?: Days,
): readonly FactEvent[] {
  if (window.kind === 'sliding' && window.unit === 'hour') {
    const from = hourStart(view) - window.count * 3_600_000;
    const to = hourStart(view) + (view.closing ? 0 : 3_600_000);
    return seen.filter(({ time }) => time >= from && time < to);
  }
  const { from, to } = days ?? daysOf(window, view);
  return seen.filter(({ time }) => naiveDay(view.zone, time) >= from && naiveDay(view.zone, time) < to);
}

function daysOf(window: Window, view: NaiveView): Days {
  const today = naiveDay(view.zone, view.at);
  const to = view.closing ? today : today + 1;
  if (window.kind === 'lifetime') return { ...ALL_TIME, to };
  if (window.kind === 'sliding') return { from: today - window.count, to };
  if (window.kind !== 'calendar') throw new Error(window.kind);
  let from = today;
  const unit = naiveUnit(window.unit, today, view.weekStarts);
  while (naiveUnit(window.unit, from - 1, view.weekStarts) === unit) from -= 1;
  return { from, to };
}

/** The zones of these tests are whole hours ahead of UTC, or half past. */
function hourStart({ zone, at }: NaiveView): number {
  const half = zone === 'Asia/Kolkata' ? 1_800_000 : 0;
  return Math.floor((at + half) / 3_600_000) * 3_600_000 - half;
}

function valueOf({ value }: FactEvent): readonly number[] {
  return value === undefined ? [] : [Math.round(value * 1000) / 1000];
}

function kindOf({ attributes }: FactEvent): readonly string[] {
  const kind = attributes['kind'];
  return typeof kind === 'string' && kind !== '' ? [kind] : [];
}

function goodOf({ attributes }: FactEvent): readonly boolean[] {
  const good = attributes['good'];
  return typeof good === 'boolean' ? [good] : [];
}

function total(events: readonly FactEvent[]): number {
  return Math.round(events.flatMap(valueOf).reduce((sum, value) => sum + value * 1000, 0)) / 1000;
}

function extreme(events: readonly FactEvent[], pick: (...values: number[]) => number): number | null {
  const values = events.flatMap(valueOf);
  return values.length === 0 ? null : pick(...values);
}

function latest(
  read: Extract<Read, { readonly kind: 'latest' }>,
  seen: readonly FactEvent[],
  view: NaiveView,
): Answer {
  const valued = read.value === 'time' ? seen : seen.filter(event => kindOf(event).length > 0);
  const event = read.keeper.startsWith('first') ? valued[0] : valued.at(-1);
  if (event === undefined) return null;
  const { from } = read.window === undefined ? ALL_TIME : daysOf(read.window, view);
  if (naiveDay(view.zone, event.time) < from) return null;
  return read.value === 'time' ? event.time : (kindOf(event)[0] ?? null);
}

function median(values: readonly number[], least: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length < least) return null;
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
  return (low + high) / 2;
}

function medianGap(seen: readonly FactEvent[], count: number): number | null {
  const times = seen.map(({ time }) => time).slice(-count - 1);
  return median(
    times.slice(1).map((time, index) => time - (times[index] ?? 0)),
    2,
  );
}

/** Goes back unit by unit; the running one may be empty. */
function streak(
  read: Extract<Read, { readonly kind: 'streak' }>,
  seen: readonly FactEvent[],
  view: NaiveView,
): number {
  const active = new Set(
    seen.map(({ time }) => naiveUnit(read.unit, naiveDay(view.zone, time), view.weekStarts)),
  );
  const today = naiveDay(view.zone, view.at);
  const running = naiveUnit(read.unit, today, view.weekStarts);
  const { from } = read.window === undefined ? ALL_TIME : daysOf(read.window, view);
  const oldest = Math.max(Math.min(...active, running), from);
  const upTo = (last: number): number => {
    const forgiven: number[] = [];
    let count = 0;
    for (let unit = last; unit >= oldest; unit -= 1) {
      if (active.has(unit)) count += 1;
      else if (unit !== running) {
        const { forgive } = read;
        const near = forgive && forgiven.filter(other => other - unit < forgive.days).length;
        if (forgive === undefined || near === undefined || near >= forgive.count) break;
        forgiven.push(unit);
      }
    }
    return count;
  };
  return read.best ? Math.max(0, ...[...active].filter(unit => unit >= oldest).map(upTo)) : upTo(running);
}

function run(seen: readonly FactEvent[]): number {
  const judged = seen.flatMap(event => goodOf(event).map(good => ({ time: event.time, good })));
  const failed = Math.max(-Infinity, ...judged.filter(({ good }) => !good).map(({ time }) => time));
  return judged.filter(({ good, time }) => good && time > failed).length;
}

function open(window: Window | undefined, seen: readonly FactEvent[], view: NaiveView): number {
  const states = new Map<string, { readonly time: number; readonly good: boolean }>();
  for (const event of seen) {
    const [kind] = kindOf(event);
    const [good] = goodOf(event);
    if (kind === undefined || good === undefined) continue;
    const known = states.get(kind);
    const tie = known !== undefined && known.time === event.time && known.good;
    if (!tie) states.set(kind, { time: event.time, good });
  }
  const { from } = window === undefined ? ALL_TIME : daysOf(window, view);
  return [...states.values()].filter(({ time, good }) => good && naiveDay(view.zone, time) >= from).length;
}

function usual(
  read: Extract<Read, { readonly kind: 'usual' }>,
  seen: readonly FactEvent[],
  view: NaiveView,
): number | null {
  const of = MANIFEST.features[read.of]?.read;
  if (of === undefined || view.events.length === 0) return null;
  const to = naiveDay(view.zone, view.at) - 30;
  const from = Math.max(to - read.days, firstDay(view));
  if (to - from < 14) return null;
  return (Number(answer(of, seen, view, { from, to })) / (to - from)) * 30;
}

function medianOfWeeks(count: number, seen: readonly FactEvent[], view: NaiveView): number | null {
  const today = naiveDay(view.zone, view.at);
  const week = naiveUnit('week', today, view.weekStarts);
  const values: number[] = [];
  let end = today;
  while (naiveUnit('week', end - 1, view.weekStarts) === week) end -= 1;
  for (; values.length < count && end - 7 >= firstDay(view); end -= 7) {
    const events = inside(seen, { kind: 'lifetime' }, view, { from: end - 7, to: end });
    values.push(total(events) + events.length);
  }
  return median(values, 3);
}

function firstDay(view: NaiveView): number {
  return view.events.length === 0
    ? Infinity
    : naiveDay(view.zone, Math.min(...view.events.map(({ time }) => time)));
}
