import type { ResolvedAggregate } from '../../check/scope.ts';
import type { Read, Window } from '../../program/features.ts';
import { scaleOf } from '../../types/units.ts';

const ALWAYS_THERE: readonly Read['kind'][] = [
  'count',
  'sum',
  'days',
  'countOfValue',
  'distinct',
  'streak',
  'run',
  'open',
  'hold',
];

/** Whether the reading gives nothing for a customer without events. */
export function mayBeMissing({ kind }: Read): boolean {
  return !ALWAYS_THERE.includes(kind);
}

/** Whether it needs a mission at hand. */
export function isLocal(read: Read, window: Window | undefined): boolean {
  return 'fixed' in read || window?.kind === 'period' || window?.kind === 'step';
}

/** Only what is kept as scaled integers is divided on reading; a latest value is kept as seen. */
export function scaleOfRead(aggregate: ResolvedAggregate, read: Read): number {
  if (read.kind === 'sum' || read.kind === 'min' || read.kind === 'max' || read.kind === 'avg')
    return scaleOf(aggregate.type);
  return read.kind === 'median' && read.of === 'value' ? scaleOf(aggregate.type) : 1;
}

export function calendarUnit(read: Read | undefined): 'day' | 'week' | 'month' | 'quarter' {
  return read !== undefined && 'window' in read && read.window?.kind === 'calendar'
    ? read.window.unit
    : 'month';
}

/** The keepers that a reading with a window looks into. */
export function keepersOf(read: Read): readonly string[] {
  if ('keepers' in read) return read.keepers;
  if ('sums' in read) return [...read.sums, ...read.counts];
  return 'keeper' in read ? [read.keeper] : [];
}
