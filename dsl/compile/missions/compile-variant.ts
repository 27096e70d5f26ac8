import type { DocumentPath } from '../../documents/document.ts';
import type { MissionProgress, MissionVariant } from '../../program/program.ts';
import { USUAL_UNITS } from '../../check/fixes.ts';
import { phraseOf } from '../../types/types.ts';
import { optional } from '../optional.ts';
import { compileLevels, inPercent } from './compile-levels.ts';
import { checkLength, compilePeriod, longestDays } from './compile-period.ts';
import { compileProgress } from './compile-progress.ts';
import { missionScope } from './mission-compiler.ts';
import type { Course, MissionCompiler, OwnNames } from './mission-compiler.ts';
import { typeOfProgress } from './own-names.ts';

/** One course of the mission: what the variant does not say is the mission's own. */
export function compileVariant(
  compiler: MissionCompiler,
  name: string,
  course: Course,
  own: OwnNames,
): MissionVariant | undefined {
  const { document, fields, features } = compiler;
  const mission = document.value;
  const pathOf = (field: 'period' | 'progress' | 'target'): DocumentPath =>
    course[field] === undefined ? [field] : ['variants', name, field];
  const when =
    course.when === undefined
      ? undefined
      : fields.condition(document, ['variants', name, 'when'], course.when, compiler.names.scope());
  const target = course.target ?? mission.target;
  const periodText = course.period ?? mission.period;
  if (target === undefined || periodText === undefined) {
    reportAbsent(compiler, name, target === undefined ? 'target' : 'period');
    return undefined;
  }
  const levelsPath = [...pathOf('target'), 'levels'];
  const levels = compileLevels(compiler, target.levels, levelsPath, own['level']?.type ?? 'number');
  const period = compilePeriod(compiler, periodText, pathOf('period'), own);
  checkLength(compiler, period, pathOf('period'), levels);
  features.setPeriodDays(longestDays(period, levels));
  const progressText = course.progress ?? mission.progress;
  const progress = compileProgress(compiler, progressText, pathOf('progress'), own);
  if (progress !== undefined && lacksUnit(compiler, target, levelsPath, progress, own)) return undefined;
  const targetText = target.value ?? (progress?.kind === 'steps' ? String(progress.steps.length) : 'level');
  const targetPath = target.value === undefined ? pathOf('target') : [...pathOf('target'), 'value'];
  const goal = fields.expression(document, targetPath, targetText, missionScope(compiler, own), {
    ...optional({ type: progress && typeOfProgress(progress) }),
    missing: true,
  });
  if (period === undefined || progress === undefined || goal === undefined) return undefined;
  return {
    name,
    ...optional({ when }),
    period,
    progress,
    levels,
    ...(inPercent(target.levels) ? { inPercent: true } : {}),
    target: goal,
  };
}

/** `levels: { a: 1 }` for a data volume: what is to be mended are the levels, not the target made of them. */
function lacksUnit(
  { document, fields }: MissionCompiler,
  { levels, value }: NonNullable<Course['target']>,
  path: DocumentPath,
  progress: MissionProgress,
  own: OwnNames,
): boolean {
  const unit = USUAL_UNITS[typeOfProgress(progress)];
  if (value !== undefined || unit === undefined || own['level']?.type !== 'number') return false;
  // A level that says something else has its own mistake.
  if (!Object.values(levels).every(text => /^\s*\d+(?:\.\d+)?\s*$/.test(text))) return false;
  const message = `Progress is ${phraseOf(typeOfProgress(progress))}: give the levels a unit, such as \`${levels.a ?? '1'}${unit}\`.`;
  const edits = Object.entries(levels).flatMap(([level, text]) => {
    const { expression } = document.locate([...path, level]);
    return expression?.replace(`${text.trim()}${unit}`) ?? [];
  });
  const fixes = [{ title: `Add the unit: \`${unit.trim()}\``, edits }];
  fields.report(document, path, 'type-unit-missing', message, 'levels with a unit', fixes);
  return true;
}

function reportAbsent({ document, fields }: MissionCompiler, variant: string, field: string): void {
  fields.report(
    document,
    variant === '' ? [] : ['variants', variant],
    'schema-missing-field',
    `The mission has no \`${field}\`.`,
    field,
  );
}
