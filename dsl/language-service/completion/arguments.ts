import type { WindowKind } from '../../check/aggregates.ts';
import type { Scope } from '../../check/scope.ts';
import type { Bracket, Scan } from '../place/scan-expression.ts';
import * as t from '../../syntax/tokens.ts';
import type { Suggestion } from '../types.ts';
import { callSuggestion } from './calls.ts';
import { nameSuggestions } from './names.ts';
import { ownValue } from '../../program/own-value.ts';

/** What an argument with a meaning of its own can be: windows, `last 8`, days after `for`; undefined elsewhere. */
export function argumentSuggestions(scan: Scan, scope: Scope): readonly Suggestion[] | undefined {
  const last = scan.tokens.at(-1)?.tokenType;
  if (last === t.For || last === t.Within || last === t.Per) return windows(['days']);
  if (last === t.Last) return [window('8', 'So many events.')];
  if (last !== t.Comma && last !== t.Open) return undefined;
  const call = scan.open.at(-1);
  return call?.kind === 'call' ? argumentOf(call, scope) : undefined;
}

function argumentOf({ name, argument, aggregate }: Bracket, scope: Scope): readonly Suggestion[] | undefined {
  const special = ownValue(SPECIAL, name)?.[argument];
  if (special !== undefined) return special(scope);
  if (aggregate === undefined || argument === 0) return undefined;
  if (aggregate.subject === 'gap') return [window('last 8', 'The newest eight events.')];
  const inMission = scope.allows.periodWindow;
  const kinds = aggregate.windows.filter(kind => kind !== 'mission' || inMission);
  if (!STREAKS.has(name)) return aggregate.window === 'none' ? [] : windows(kinds);
  return argument === 1 ? STREAK_UNITS : [...windows(kinds), FORGIVE];
}

type Offer = (scope: Scope) => readonly Suggestion[];

const SPECIAL: Readonly<Record<string, readonly (Offer | undefined)[]>> = {
  usual: [
    () => ['count', 'sum', 'days'].map(name => callSuggestion({ name, kind: 'aggregate' })),
    () => [window('90d', 'The ninety days before the window.')],
  ],
  median_of_periods: [undefined, () => [window('6', 'The six whole periods that ended last.')]],
  percentile: [
    scope => nameSuggestions(scope, { type: 'number', strict: false }).filter(isMetric(scope)),
    () => [
      window('95%', 'What 95 of 100 customers stay under.'),
      window('50%', 'The middle of all customers.'),
    ],
    () => [
      {
        label: 'segment',
        kind: 'name',
        insert: 'segment',
        documentation: 'Among customers of the same segment.',
      },
    ],
  ],
};

function isMetric({ resolve }: Scope): (suggestion: Suggestion) => boolean {
  return ({ label }) => {
    const info = resolve(label);
    return typeof info === 'object' && JSON.stringify(info.logic).startsWith('{"var":"named.');
  };
}

const WINDOWS: Readonly<Record<WindowKind, readonly (readonly [string, string])[]>> = {
  hours: [['24h', 'The last 24 hours.']],
  days: [
    ['7d', 'Seven closed local days, and today so far.'],
    ['14d', 'Fourteen closed local days, and today so far.'],
    ['30d', 'Thirty closed local days, and today so far.'],
    ['90d', 'Ninety closed local days, and today so far.'],
  ],
  calendar: [
    ['day', 'Today.'],
    ['week', 'The calendar week.'],
    ['month', 'The calendar month.'],
    ['quarter', 'The calendar quarter.'],
  ],
  mission: [
    ['period', 'The mission’s own period.'],
    ['step', 'Since the step before was done.'],
  ],
  lifetime: [['lifetime', 'All time.']],
};

function windows(kinds: readonly WindowKind[]): readonly Suggestion[] {
  const order: readonly WindowKind[] = ['mission', 'days', 'hours', 'calendar', 'lifetime'];
  return order
    .filter(kind => kinds.includes(kind))
    .flatMap(kind => WINDOWS[kind].map(([label, doc]) => window(label, doc)));
}

const STREAKS: ReadonlySet<string> = new Set(['streak', 'best_streak']);

const STREAK_UNITS: readonly Suggestion[] = [
  window('day', 'Days in a row with an event.'),
  window('week', 'Weeks in a row with an event.'),
  window('month', 'Months in a row with an event.'),
  window('each', 'Events in a row that meet the condition.'),
];

const FORGIVE: Suggestion = {
  label: 'forgive … per …',
  kind: 'window',
  insert: 'forgive ${1:1} per ${2:7d}',
  snippet: true,
  documentation: 'So many gaps in so many days break nothing.',
};

function window(label: string, documentation: string): Suggestion {
  return { label, kind: 'window', insert: label, documentation };
}
