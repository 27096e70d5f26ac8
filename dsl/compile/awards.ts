import type { DocumentOf } from '../documents/document.ts';
import { BADGE_LEVELS } from '../program/program.ts';
import type { BadgeRule, CampaignRule, PolicyRule, SegmentRule, TierRule } from '../program/program.ts';
import { createLiteralScope } from './literals.ts';
import { parseStream } from '../syntax/parse-expression.ts';
import type { FieldCompiler } from './field-compiler.ts';
import { meantBy, writeValue } from './field-fixes.ts';
import type { Names } from './names.ts';
import { eventScope } from './catalogue.ts';

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
  const levels = Object.entries(value.levels).map(([level, { when }], index) => {
    if (when === undefined) {
      if (index > 0)
        fields.report(
          document,
          ['levels', level],
          'schema-missing-field',
          'Only the lowest level of a tier may stand without `when`.',
        );
      return { id: level };
    }
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
    value.trigger === undefined ? undefined : compileTrigger(document, value.trigger, names, fields);
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

/** `mission.completed where level = "c"`: one stored event type and a condition on it. */
function compileTrigger(
  document: DocumentOf<'campaign'>,
  text: string,
  names: Names,
  fields: FieldCompiler,
): CampaignRule['trigger'] {
  const scope = names.scope();
  const found = /^\s*([A-Za-z0-9_.]+)(?:\s+where\s+([\s\S]+))?$/.exec(text);
  if (found === null) {
    const { problems } = parseStream(text);
    fields.reportProblems(document, ['trigger'], problems);
    if (problems.length > 0) return undefined;
  }
  const event = found?.[1] ?? text.trim();
  const stream = scope.catalogue.stream(event);
  if (stream?.leaves.length !== 1 || stream.leaves[0]?.event !== event) {
    const { hint, meant } = meantBy(event, scope.catalogue.ids);
    const condition = text.trim().slice(event.length);
    const fixes = writeValue(document, ['trigger'], meant && `${meant}${condition}`);
    const expected = 'an event of the catalogue, with a `where` if need be';
    fields.report(
      document,
      ['trigger'],
      'name-unknown-event',
      `\`${event}\` is no event${hint}`,
      expected,
      fixes,
    );
    return undefined;
  }
  const condition = found?.[2];
  if (condition === undefined) return { event };
  const inEvent = eventScope(stream.attributes, scope);
  const shift = text.length - condition.length;
  const where = fields.expressionPart(document, ['trigger'], condition, shift, inEvent);
  return where === undefined ? { event } : { event, where };
}
