import type { Scope } from '../../check/scope.ts';
import type { DocumentPath } from '../../documents/document.ts';
import type { Expression, TypeName } from '../../program/logic.ts';
import type { MissionReward, MissionRule } from '../../program/program.ts';
import type { CollectingRegistry } from '../features/feature-registry.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { createLiteralScope } from '../expressions/literals.ts';
import type { Names } from '../named/names.ts';
import { optional } from '../optional.ts';
import { compileVariant } from './compile-variant.ts';
import { missionScope } from './mission-compiler.ts';
import type { Course, MissionCompiler, MissionDocument } from './mission-compiler.ts';
import { compileFixed, givenNames, withGoal } from './own-names.ts';

const DAY_MS = 86_400_000;

/** A mission template; every variant gets the fields that it does not name from the mission itself. */
export function compileMission(
  document: MissionDocument,
  names: Names,
  fields: FieldCompiler,
  features: CollectingRegistry,
): MissionRule | undefined {
  const compiler: MissionCompiler = { document, names, fields, features };
  const { value, id, name } = document;
  const courses: readonly (readonly [string, Course])[] = Object.entries(value.variants ?? { '': {} });
  const given = givenNames(compiler, courses);
  const fixed = compileFixed(compiler, given);
  const own = { ...given, ...fixed.names };
  const variants = courses.flatMap(
    ([variantName, course]) => compileVariant(compiler, variantName, course, own) ?? [],
  );
  const [variant] = variants;
  // Where the goal is faulty, what is read besides it can be all the same: every mistake is told at once.
  const scope = missionScope(compiler, withGoal(own, variant));
  const when = fields.condition(document, ['generate', 'when'], value.generate.when, scope);
  const fit = figure(compiler, ['generate', 'fit'], value.generate.fit, scope, 'number');
  const margin = figure(compiler, ['generate', 'margin'], value.generate.margin, scope, 'money');
  const reward = compileReward(compiler, scope);
  const cooldown = optional({
    successDays: days(compiler, ['cooldown', 'success'], value.cooldown?.success),
    expiryDays: days(compiler, ['cooldown', 'expiry'], value.cooldown?.expiry),
  });
  const control = constant(compiler, ['control'], value.control, 'number');
  if (when === undefined || variant === undefined) return undefined;
  return {
    id,
    name,
    ...optional({ description: value.description }),
    category: value.category,
    tags: value.tags ?? [],
    segments: value.segments ?? [],
    fixed: fixed.values,
    variants,
    generate: { when, ...optional({ fit, margin }) },
    reward,
    cooldown,
    ...optional({ approval: value.approval, budget: value.budget, control, past: value.past }),
    was: value.was ?? [],
  };
}

function compileReward(compiler: MissionCompiler, scope: Scope): MissionReward {
  const { reward } = compiler.document.value;
  return optional({
    points: figure(compiler, ['reward', 'points'], reward.points, scope, 'points'),
    data: figure(compiler, ['reward', 'data'], reward.data, scope, 'data'),
    money: figure(compiler, ['reward', 'money'], reward.money, scope, 'money'),
    offer: reward.offer,
    holdDays: days(compiler, ['reward', 'hold'], reward.hold),
  });
}

function figure(
  { document, fields }: MissionCompiler,
  path: DocumentPath,
  text: string | undefined,
  scope: Scope,
  type: TypeName,
): Expression | undefined {
  return text === undefined ? undefined : fields.expression(document, path, text, scope, { type });
}

function days(compiler: MissionCompiler, path: DocumentPath, text: string | undefined): number | undefined {
  const ms = constant(compiler, path, text, 'duration');
  return ms === undefined ? undefined : Math.round(ms / DAY_MS);
}

function constant(
  { document, fields }: MissionCompiler,
  path: DocumentPath,
  text: string | undefined,
  type: TypeName,
): number | undefined {
  return text === undefined ? undefined : fields.constant(document, path, text, createLiteralScope(), type);
}
