import jsonLogic from 'json-logic-js';
import type { DocumentPath } from '../../documents/document.ts';
import type { Levels, MissionPeriod } from '../../program/program.ts';
import { createLiteralScope } from '../expressions/literals.ts';
import type { MissionCompiler, OwnNames } from './mission-compiler.ts';

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
    resolve: (name: string) => own[name],
    names: [...Object.keys(own), ...Object.keys(CALENDAR_DAYS)],
  };
  const length = compiler.fields.expression(compiler.document, path, text, scope, { type: 'duration' });
  return length === undefined ? undefined : { kind: 'days', length };
}

/** For how long at most its windows must be kept; a month where the period is faulty. */
export function longestDays(period: MissionPeriod | undefined, levels: Levels): number {
  if (period === undefined) return CALENDAR_DAYS.month;
  if (period.kind === 'calendar') return CALENDAR_DAYS[period.unit];
  const { length } = period;
  const lengths = Object.values(levels).map(level =>
    Number(jsonLogic.apply(length.logic as Parameters<typeof jsonLogic.apply>[0], { mission: { level } })),
  );
  return Math.ceil(Math.max(1, ...lengths) / DAY_MS);
}
