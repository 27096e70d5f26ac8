import type { Diagnostic, Fix } from '../../diagnostics/index.ts';
import type { DocumentPath, LoadedDocument } from '../../documents/index.ts';
import type { Feature } from '../../program/features.ts';
import type { Logic } from '../../program/logic.ts';
import type { LevelName, MissionRule, MissionVariant } from '../../program/program.ts';
import type { Interval } from '../domains/index.ts';
import { interval, meet, numbers } from '../domains/index.ts';
import { wordsFor } from '../examples.ts';
import { removing, writing } from '../fixes.ts';
import { createReasoning } from '../solver/reasoning.ts';
import { createState } from '../solver/state.ts';
import type { Theory } from '../solver/theory.ts';
import { finding } from '../subject.ts';
import type { Subject } from '../subject.ts';
import { CALENDAR_DAYS } from '../theory/feature-domains.ts';
import { createCourseTheory, levelsOf } from '../theory/mission-theory.ts';
import { ownValue } from '../../program/own-value.ts';

/** Levels of missions whose goal nobody can reach while the mission runs, or that everybody has reached before. */
export function checkGoals(subject: Subject, before: readonly Diagnostic[]): readonly Diagnostic[] {
  return subject.program.missions.flatMap(rule => {
    const document = subject.document('mission', rule.id);
    const isTold = before.some(
      ({ code, file, range }) =>
        code === 'mission-reached' &&
        file === document?.file &&
        range.start.offset === document.locate(['target']).range.start.offset,
    );
    if (document === undefined || isTold) return [];
    const levels = rule.variants.flatMap(variant =>
      levelsOf(variant).map(([level, value]) =>
        checkLevel(subject, { rule, variant, level, value, document }),
      ),
    );
    const found = levels.filter(level => level !== undefined);
    const isStill = levels.length > 1 && found.length === levels.length;
    return (isStill ? standingStill(subject, rule, document) : undefined) ?? found;
  });
}

/** Where no level can be reached for want of any progress, that is the mistake, whatever the levels ask for. */
function standingStill(
  subject: Subject,
  rule: MissionRule,
  document: LoadedDocument,
): readonly Diagnostic[] | undefined {
  const { progress } = document.kind === 'mission' ? document.value : {};
  const [variant] = rule.variants;
  const [level] = variant === undefined ? [] : levelsOf(variant);
  if (progress === undefined || variant === undefined || level === undefined) return undefined;
  const theory = createCourseTheory(subject.theory, rule, variant, level[1]);
  const most = rangeOf(theory, { var: 'mission.progress' }, whileItRuns(subject, theory, variant))?.high;
  if (most === undefined || most > 0) return undefined;
  const message = `Nobody reaches any level of \`${rule.id}\`: its progress is never more than ${wordsFor(most, variant.target.type)}.`;
  return [
    finding('level-never', { document, path: ['progress'] }, message, { expected: 'a figure that grows' }),
  ];
}

interface Course {
  readonly rule: MissionRule;
  readonly variant: MissionVariant;
  readonly level: LevelName;
  readonly value: number;
  readonly document: LoadedDocument;
}

function checkLevel(subject: Subject, course: Course): Diagnostic | undefined {
  const { rule, variant, level, value, document } = course;
  const theory = createCourseTheory(subject.theory, rule, variant, value);
  // A goal is worked out when the mission is given, and progress later: they need not be of one moment.
  const goal = rangeOf(theory, { var: 'mission.target' }, theory.variable);
  const progress = rangeOf(theory, { var: 'mission.progress' }, whileItRuns(subject, theory, variant));
  if (goal === undefined || progress === undefined) return undefined;
  const path = pathOf(document, variant, level);
  const isNever =
    progress.high < goal.low || (progress.high === goal.low && progress.highOpen && !goal.lowOpen);
  if (!isNever && progress.low < goal.high) return undefined;
  const { type } = variant.target;
  const words = (figure: number): string => wordsFor(figure, type);
  if (!isNever) {
    const message = `\`${rule.id}\` is never given at level \`${level}\`: everybody has reached ${words(goal.high)} before it begins.`;
    return finding('mission-reached', { document, path }, message, { fixes: withoutLevel(course, path) });
  }
  const least = goal.low === goal.high ? '' : 'at least ';
  const message = `Nobody reaches level \`${level}\`: it asks for ${least}${words(goal.low)}, and the progress of \`${rule.id}\` is never more than ${words(progress.high)}.`;
  const most = Number.isInteger(progress.high) && type === 'number' ? String(progress.high) : undefined;
  const others = withoutLevel(course, path);
  const isPlain = goal.low === value && goal.high === value && most !== undefined;
  const fixes = others.length > 0 || !isPlain ? others : writing({ document, path }, most);
  return finding('level-never', { document, path }, message, {
    expected: `at most ${words(progress.high)}`,
    fixes,
  });
}

function withoutLevel({ document, variant, level }: Course, path: DocumentPath): readonly Fix[] {
  return levelsOf(variant).length > 1 ? removing(document, path, level) : [];
}

function pathOf(document: LoadedDocument, { name }: MissionVariant, level: LevelName): DocumentPath {
  const own = document.kind === 'mission' ? ownValue(document.value.variants, name)?.target : undefined;
  return [...(own === undefined ? [] : ['variants', name]), 'target', 'levels', level];
}

function rangeOf(theory: Theory, logic: Logic, variable: Theory['variable']): Interval | undefined {
  return createReasoning(theory).domainOf(logic, createState(variable)).numbers;
}

/** No more days of the mission's own than it has. */
function whileItRuns({ program }: Subject, theory: Theory, variant: MissionVariant): Theory['variable'] {
  const days = daysOf(theory, variant);
  return key => {
    const known = theory.variable(key);
    const feature = key.startsWith('metrics.')
      ? program.manifest.features[key.slice('metrics.'.length)]
      : undefined;
    const most = feature && mostOf(feature, days);
    if (most === undefined) return known;
    return { ...known, domain: meet(known.domain, { ...numbers(interval(0, most)), missing: true }) };
  };
}

const DAY_MS = 86_400_000;

/** How many local days it has; its first is the day on which it is given. */
function daysOf(theory: Theory, { period }: MissionVariant): number {
  if (period.kind === 'calendar') return CALENDAR_DAYS[period.unit];
  const longest = rangeOf(theory, period.length.logic, theory.variable)?.high ?? Infinity;
  return Math.max(1, Math.round(longest / DAY_MS));
}

const DAYS_OF_UNIT = { day: 1, week: 7, month: 28 } as const;

function mostOf({ read }: Feature, days: number): number | undefined {
  if (read.kind !== 'days' && read.kind !== 'streak') return undefined;
  if (read.window?.kind !== 'period' && read.window?.kind !== 'step') return undefined;
  const unit = read.kind === 'streak' ? read.unit : 'day';
  return unit === 'day' ? days : Math.ceil(days / DAYS_OF_UNIT[unit]) + 1;
}
