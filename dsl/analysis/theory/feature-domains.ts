import type { Feature, Keeper, Read, Tap, Window } from '../../program/features.ts';
import type { Logic } from '../../program/logic.ts';
import type { Program } from '../../program/program.ts';
import { atLeast, BOOLEAN, interval, join, NOTHING, numbers } from '../domains/index.ts';
import type { Domain } from '../domains/index.ts';
import { createReasoning } from '../solver/reasoning.ts';
import { createState } from '../solver/state.ts';
import type { Variable } from '../solver/state.ts';
import { createEventTheory } from './event-theory.ts';
import { domainOfType, FROM_ZERO, orMissing } from './type-domains.ts';

/** An event is cut off from `now` by less than an hour, so that its age may be so much below zero. */
const HOUR_MS = 3_600_000;
export const CALENDAR_DAYS = { day: 1, week: 7, month: 31, quarter: 92 } as const;

/** What an aggregate can give: counts are whole and not below 0, days are bounded by their window, and so on. */
export function variableOfFeature(feature: Feature, program: Program): Variable {
  const { read } = feature;
  const domain = domainOfRead(read, feature, program);
  const whole = WHOLE.has(read.kind);
  return { domain: orMissing(domain, feature.missing || feature.type === 'any'), whole };
}

const WHOLE: ReadonlySet<Read['kind']> = new Set([
  'count',
  'days',
  'countOfValue',
  'distinct',
  'streak',
  'run',
  'open',
]);

function domainOfRead(read: Read, feature: Feature, program: Program): Domain {
  switch (read.kind) {
    case 'count':
    case 'countOfValue':
    case 'run':
    case 'open':
      return FROM_ZERO;
    case 'days':
      return upTo(daysOf(read.window));
    case 'streak':
      return upTo(read.unit === 'day' && read.window !== undefined ? daysOf(read.window) : Infinity);
    case 'distinct':
      return upTo(differentValues(program, read.keeper));
    case 'since':
      return numbers(atLeast(-HOUR_MS));
    case 'sum':
      return domainOfSum(valuesOf(program, read.keepers, feature));
    case 'min':
    case 'max':
      return valuesOf(program, read.keepers, feature);
    case 'avg':
      return meanOf(valuesOf(program, read.sums, feature));
    case 'median':
      return read.of === 'gap' ? FROM_ZERO : valuesOf(program, [read.keeper], feature);
    case 'latest':
      return read.value === 'time'
        ? domainOfType('time')
        : valuesOf(program, [read.keeper], feature, read.value);
    case 'usual':
      return usualOf(program, read.of);
    case 'medianOfPeriods':
      return domainOver(program, read.logic, feature);
    case 'percentile':
      return domainOver(program, { var: `named.${read.metric}` }, feature);
    case 'hold':
      return BOOLEAN;
    default:
      return domainOfType((feature as Feature).type);
  }
}

function upTo(most: number): Domain {
  return numbers(interval(0, most));
}

/** How many local days a window covers, the running one included. */
function daysOf(window: Window): number {
  if (window.kind === 'calendar') return CALENDAR_DAYS[window.unit];
  return window.kind === 'sliding' && window.unit === 'day' ? window.count + 1 : Infinity;
}

/** Nothing is summed to 0, many values to anything of their sign. */
function domainOfSum({ numbers: range }: Domain): Domain {
  return range !== undefined && range.low >= 0 ? FROM_ZERO : domainOfType('number');
}

/** A mean is rounded, so that it may lie beside a single value. */
function meanOf({ numbers: range }: Domain): Domain {
  return range !== undefined && range.low >= 0 ? FROM_ZERO : domainOfType('number');
}

/** What is usual of a count is a rate: whole no more, but never below 0. */
function usualOf(program: Program, of: string): Domain {
  const inner = program.manifest.features[of];
  if (inner === undefined) return domainOfType('number');
  const range = variableOfFeature(inner, program).domain.numbers;
  return range !== undefined && range.low >= 0 ? FROM_ZERO : domainOfType('number');
}

/** The domain of logic over other features, whatever each of those can be. */
function domainOver(program: Program, logic: Logic, feature: Feature): Domain {
  const definition = (path: string): Logic | undefined =>
    path.startsWith('named.')
      ? program.named.find(({ id }) => `named.${id}` === path)?.value.logic
      : undefined;
  const variable = (key: string): Variable => {
    const inner = key.startsWith('metrics.')
      ? program.manifest.features[key.slice('metrics.'.length)]
      : undefined;
    const known = inner !== undefined && inner.key !== feature.key && inner.read.kind !== 'percentile';
    if (!known) return { domain: { ...domainOfType('any') }, whole: false };
    const { domain } = variableOfFeature(inner, program);
    // A median of whole numbers need not be whole.
    return { domain, whole: false };
  };
  const range = createReasoning({ definition, isAtMost: () => false }).domainOf(
    logic,
    createState(variable),
  ).numbers;
  return range === undefined ? domainOfType(feature.type) : numbers(range);
}

/** What the taps of keepers read from their events. */
function valuesOf(program: Program, keepers: readonly string[], feature: Feature, index = 0): Domain {
  const taps = keepers.flatMap(id => tapsOf(program.manifest.keepers[id]));
  const all = taps.map(tap => domainOfTap(program, tap, index));
  if (all.length === 0) return domainOfType(feature.type);
  const joined = all.reduce(join, NOTHING);
  return joined.yes || joined.no || joined.numbers !== undefined || joined.texts.texts.size > 0
    ? joined
    : domainOfType(feature.type);
}

export function tapsOf(keeper: Keeper | undefined): readonly Tap[] {
  if (keeper === undefined) return [];
  return keeper.kind === 'series' ? [keeper.tap] : keeper.taps;
}

function domainOfTap(program: Program, tap: Tap, index: number): Domain {
  const type = program.events[tap.event];
  const value = tap.values?.[index];
  if (type === undefined || value === undefined) return domainOfType('any');
  const theory = createEventTheory(type);
  return createReasoning(theory).domainOf(value, createState(theory.variable));
}

/** How many different texts an attribute can have, where they are listed. */
function differentValues(program: Program, keeper: string): number {
  const taps = tapsOf(program.manifest.keepers[keeper]);
  const domain = taps.map(tap => domainOfTap(program, tap, 0)).reduce(join, NOTHING);
  const listed = !domain.yes && !domain.no && domain.numbers === undefined && domain.texts.kind === 'only';
  return listed ? domain.texts.texts.size : Infinity;
}
