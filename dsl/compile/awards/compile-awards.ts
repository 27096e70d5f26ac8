import type { DocumentOf } from '../../documents/document.ts';
import { BADGE_LEVELS } from '../../program/program.ts';
import type { BadgeRule, CampaignRule, PolicyRule, SegmentRule, TierRule } from '../../program/program.ts';
import { compileTrigger } from './compile-trigger.ts';
import { createLiteralScope } from '../expressions/literals.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import type { Names } from '../named/names.ts';

const DAY_MS = 86_400_000;

export function compileSegment(
  document: DocumentOf<'segment'>,
  names: Names,
  fields: FieldCompiler,
): SegmentRule | undefined {
  const { value, id, name } = document;
  const when = fields.condition(document, ['when'], value.when, names.scope());
  if (when === undefined) return undefined;
  return { id, name, ...(value.description === undefined ? {} : { description: value.description }), when };
}

export function compileBadge(
  document: DocumentOf<'badge'>,
  policy: PolicyRule,
  names: Names,
  fields: FieldCompiler,
): BadgeRule {
  const { value, id, name } = document;
  const levels = BADGE_LEVELS.flatMap(level => {
    const given = value.levels[level];
    if (given === undefined) return [];
    const when = fields.condition(document, ['levels', level, 'when'], given.when, names.scope());
    return when === undefined ? [] : [{ level, when, points: given.points ?? policy.badgePoints[level] }];
  });
  return {
    id,
    name,
    ...(value.description === undefined ? {} : { description: value.description }),
    revokeOn: value.revoke_on ?? [],
    levels,
    was: value.was ?? [],
    ...(value.past === undefined ? {} : { past: value.past }),
  };
}

export function compileTier(document: DocumentOf<'tier'>, names: Names, fields: FieldCompiler): TierRule {
  const { value, id, name } = document;
  const graceMs = fields.constant(document, ['grace'], value.grace, createLiteralScope(), 'duration') ?? 0;
  const levels = Object.entries(value.levels).map(([level, { when }]) => {
    // That only the lowest stands without one is seen when the document is read.
    if (when === undefined) return { id: level };
    const condition = fields.condition(document, ['levels', level, 'when'], when, names.scope());
    return condition === undefined ? { id: level } : { id: level, when: condition };
  });
  return {
    id,
    name,
    graceDays: Math.round(graceMs / DAY_MS),
    levels,
    was: value.was ?? [],
    ...(value.past === undefined ? {} : { past: value.past }),
  };
}

export function compileCampaign(
  document: DocumentOf<'campaign'>,
  names: Names,
  fields: FieldCompiler,
): CampaignRule {
  const { value, id, name } = document;
  const scope = names.scope();
  const trigger =
    value.trigger === undefined ? undefined : compileTrigger(document, value.trigger, scope, fields);
  const audience =
    value.audience === undefined
      ? undefined
      : fields.condition(document, ['audience'], value.audience, scope);
  const include = (value.include ?? []).flatMap((text, index) => {
    const expression = fields.expression(document, ['include', index], text, scope, { missing: true });
    return expression === undefined ? [] : [{ name: expression.text, value: expression }];
  });
  const perMs =
    value.limit === undefined
      ? undefined
      : fields.constant(document, ['limit', 'per'], value.limit.per, createLiteralScope(), 'duration');
  return {
    id,
    name,
    webhook: value.webhook,
    include,
    ...(trigger === undefined ? {} : { trigger }),
    ...(audience === undefined ? {} : { audience }),
    ...(value.offer === undefined ? {} : { offer: value.offer }),
    ...(value.limit === undefined || perMs === undefined
      ? {}
      : { limit: { count: value.limit.count, days: Math.round(perMs / DAY_MS) } }),
    ...(value.from === undefined ? {} : { from: value.from }),
    ...(value.until === undefined ? {} : { until: value.until }),
  };
}
