import type { Expression, TypeName } from '../../program/logic.ts';
import type { MissionProgress, MissionRule, MissionVariant } from '../../program/program.ts';
import { LEVELS } from './compile-levels.ts';
import { createLiteralScope } from '../expressions/literals.ts';
import { missionScope } from './mission-compiler.ts';
import type { Course, MissionCompiler, OwnNames } from './mission-compiler.ts';

/** `level` and `segment`: known before anything of the mission is worked out. */
export function givenNames(
  compiler: MissionCompiler,
  courses: readonly (readonly [string, Course])[],
): OwnNames {
  return {
    level: {
      type: levelTypeOf(compiler, courses),
      missing: false,
      logic: { var: 'mission.level' },
      description: 'The number that stands under the level’s letter.',
    },
    segment: {
      type: 'text',
      missing: true,
      logic: { var: 'mission.segment' },
      description: 'The segment by which it was given.',
    },
  };
}

/** The `fixed` figures, each of which sees those before it. */
export function compileFixed(
  compiler: MissionCompiler,
  given: OwnNames,
): { readonly names: OwnNames; readonly values: MissionRule['fixed'] } {
  const names: Record<string, OwnNames[string]> = {};
  const values: { name: string; value: Expression }[] = [];
  for (const [name, text] of Object.entries(compiler.document.value.fixed ?? {})) {
    const scope = missionScope(compiler, { ...given, ...names });
    const value = compiler.fields.expression(compiler.document, ['fixed', name], text, scope, {
      missing: true,
    });
    names[name] = {
      type: value?.type ?? 'any',
      missing: false,
      logic: { var: `mission.fixed.${name}` },
      description: 'Worked out once, when the mission is assigned.',
    };
    if (value !== undefined) values.push({ name, value });
  }
  return { names, values };
}

/** `target` and `progress` on top: where the course is faulty, names of no known type. */
export function withGoal(own: OwnNames, variant: MissionVariant | undefined): OwnNames {
  return {
    ...own,
    target: {
      type: variant?.target.type ?? 'any',
      missing: false,
      logic: { var: 'mission.target' },
      description: 'What must be reached.',
    },
    progress: {
      type: variant ? typeOfProgress(variant.progress) : 'any',
      missing: false,
      logic: { var: 'mission.progress' },
      description: 'What is reached so far.',
    },
  };
}

export function typeOfProgress(progress: MissionProgress): TypeName {
  return progress.kind === 'value' ? progress.value.type : 'number';
}

/** Levels are figures of one type: that of the first, or of the first with a unit beside plain figures. */
function levelTypeOf(
  { document, fields }: MissionCompiler,
  courses: readonly (readonly [string, Course])[],
): TypeName {
  let first: TypeName | undefined;
  for (const [name, course] of courses) {
    const target = course.target ?? document.value.target;
    const path = course.target === undefined ? ['target'] : ['variants', name, 'target'];
    for (const level of LEVELS) {
      const text = target?.levels[level];
      if (text === undefined) continue;
      // What is wrong with a level is told where the level is compiled.
      const before = fields.diagnostics.length;
      const levelPath = [...path, 'levels', level];
      const expression = fields.expression(document, levelPath, text, createLiteralScope(), {});
      fields.diagnostics.length = before;
      if (expression !== undefined && expression.type !== 'number') return expression.type;
      first ??= expression?.type;
    }
  }
  return first ?? 'number';
}
