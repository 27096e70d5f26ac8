import jsonLogic from 'json-logic-js';
import type { DocumentPath } from '../../documents/document.ts';
import { MAX_WINDOW_DAYS } from '../../check/check-window.ts';
import type { DiagnosticCode } from '../../diagnostics/index.ts';
import { variablesOf } from '../expressions/logic-vars.ts';
import type { Expression } from '../../program/logic.ts';
import type { Levels, MissionPeriod } from '../../program/program.ts';
import { printNumber } from '../../syntax/literals.ts';
import { createLiteralScope } from '../expressions/literals.ts';
import { writeValue } from '../fields/field-fixes.ts';
import type { MissionCompiler, OwnNames } from './mission-compiler.ts';
import { ownValue } from '../../program/own-value.ts';

const DAY_MS = 86_400_000;
const CALENDAR_DAYS = { week: 7, month: 31, quarter: 92 } as const;

/** How long the mission runs: a calendar period, or a span that may depend on the level. */
export function compilePeriod(
  compiler: MissionCompiler,
  text: string,
  path: DocumentPath,
  own: OwnNames,
): MissionPeriod | undefined {
  if (text === 'week' || text === 'month' || text === 'quarter') return { kind: 'calendar', unit: text };
  const scope = {
    ...createLiteralScope(),
    resolve: (name: string) => ownValue(own, name),
    names: [...Object.keys(own), ...Object.keys(CALENDAR_DAYS)],
  };
  const length = compiler.fields.expression(compiler.document, path, text, scope, { type: 'duration' });
  const faulty = Object.values(own).flatMap(({ type, logic }) => (type === 'any' ? variablesOf(logic) : []));
  const isKnown = length !== undefined && !variablesOf(length.logic).some(path => faulty.includes(path));
  return !isKnown ? undefined : { kind: 'days', length };
}

/** For how long at most its windows must be kept; a month where the period is faulty. */
export function longestDays(period: MissionPeriod | undefined, levels: Levels): number {
  if (period === undefined) return CALENDAR_DAYS.month;
  if (period.kind === 'calendar') return CALENDAR_DAYS[period.unit];
  return Math.ceil(Math.max(DAY_MS, ...lengthsOf(period.length, levels)) / DAY_MS);
}

/** In ms, at each of the levels. */
function lengthsOf({ logic }: Expression, levels: Levels): readonly number[] {
  return Object.values(levels).map(level =>
    Number(jsonLogic.apply(logic as Parameters<typeof jsonLogic.apply>[0], { mission: { level } })),
  );
}

/** A mission runs for whole days, at least one and no more than events are kept for. */
export function checkLength(
  { document, fields }: MissionCompiler,
  period: MissionPeriod | undefined,
  path: DocumentPath,
  levels: Levels,
): void {
  if (period?.kind !== 'days') return;
  const { text } = period.length;
  const lengths = lengthsOf(period.length, levels);
  const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)];
  const isPlain = isFigure(text);
  const report = (code: DiagnosticCode, message: string, expected: string, meant: string): void => {
    fields.report(
      document,
      path,
      code,
      message,
      expected,
      writeValue(document, path, isPlain ? meant : undefined),
    );
  };
  const written = isPlain
    ? `\`${text}\``
    : `\`${text}\` comes to ${daysText(shortest < DAY_MS ? shortest : longest)}, which`;
  if (shortest < 0) {
    const message = `${written} is below zero, but a mission runs for a day at least.`;
    report('figure-negative', message, 'such as 7d', text.replace(/^-\s*/, ''));
  } else if (shortest < DAY_MS) {
    report(
      'schema-range',
      `${written} is too short: a mission runs for a day at least.`,
      'at least 1d',
      '1d',
    );
  } else if (longest > MAX_WINDOW_DAYS * DAY_MS) {
    const most = `${MAX_WINDOW_DAYS}d`;
    report(
      'schema-range',
      `${written} is too long: events are kept for ${MAX_WINDOW_DAYS} days.`,
      `at most ${most}`,
      most,
    );
  } else if (lengths.some(length => length % DAY_MS !== 0)) {
    const length = lengths.find(other => other % DAY_MS !== 0) ?? shortest;
    const rounded = `${Math.round(length / DAY_MS)}d`;
    const message = `Whole days are counted here, so \`${isPlain ? text : daysText(length)}\` is taken as \`${rounded}\`.`;
    report('figure-whole-days', message, 'whole days', rounded);
  }
}

const isFigure = (text: string): boolean => /^-?\s*\d+(?:\.\d+)?\s*[a-z]+$/.test(text);

const daysText = (length: number): string => `${printNumber(length / DAY_MS)}d`;
