import type { DocumentOf, DocumentPath } from '../documents/document.ts';
import type { Expression, TypeName } from '../program/logic.ts';
import type { PolicyRule } from '../program/program.ts';
import type { FieldCompiler } from './fields/field-compiler.ts';
import { meantBy, writeValue } from './fields/field-fixes.ts';
import { createLiteralScope } from './expressions/literals.ts';
import type { Names } from './named/names.ts';

const DAY_MS = 86_400_000;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const DEFAULT_LATENESS_MS = 2 * DAY_MS;
const DEFAULT_CUSTOMER_ZONE = 'last(attribute.changed.value where name = "time_zone")';

/** How late events may come, in ms: what buckets must be kept for. Read before everything else. */
export function latenessOf(document: DocumentOf<'policy'> | undefined, fields: FieldCompiler): number {
  const text = document?.value.time.lateness;
  if (document === undefined || text === undefined) return DEFAULT_LATENESS_MS;
  return (
    fields.constant(document, ['time', 'lateness'], text, createLiteralScope(), 'duration') ??
    DEFAULT_LATENESS_MS
  );
}

export function compilePolicy(
  document: DocumentOf<'policy'>,
  latenessMs: number,
  names: Names,
  fields: FieldCompiler,
): PolicyRule {
  const { value, id } = document;
  const figure = (path: DocumentPath, text: string | undefined, type: TypeName, otherwise: number): number =>
    text === undefined
      ? otherwise
      : (fields.constant(document, path, text, createLiteralScope(), type) ?? otherwise);
  const days = (path: DocumentPath, text: string | undefined, otherwise: number): number =>
    Math.round(figure(path, text, 'duration', otherwise * DAY_MS) / DAY_MS);
  checkRewardFactors(document, fields);
  const exclude =
    value.exclude === undefined
      ? undefined
      : fields.condition(document, ['exclude'], value.exclude, names.scope());
  return {
    id,
    time: {
      zone: zoneOf(document, fields),
      customerZone: customerZone(document, names, fields),
      weekStarts: WEEKDAYS.indexOf(value.time.week_starts ?? 'monday') + 1,
      latenessMs,
    },
    ...(exclude === undefined ? {} : { exclude }),
    holdout: {
      share: figure(['holdout', 'share'], value.holdout?.share, 'number', 0),
      salt: value.holdout?.salt ?? '',
    },
    control: { share: figure(['control', 'share'], value.control?.share, 'number', 0) },
    maxActive: value.max_active ?? 5,
    limits: (value.limits ?? []).map(({ of, at_least, at_most }) => ({
      of,
      ...(at_least === undefined ? {} : { atLeast: at_least }),
      ...(at_most === undefined ? {} : { atMost: at_most }),
    })),
    displace: value.displace ?? [],
    cooldown: {
      successDays: days(['cooldown', 'success'], value.cooldown?.success, 0),
      expiryDays: days(['cooldown', 'expiry'], value.cooldown?.expiry, 0),
    },
    level: {
      first: value.level?.first ?? 'a',
      upAfter: value.level?.up_after ?? 2,
      downAfter: value.level?.down_after ?? 2,
    },
    rewardFactors:
      value.reward_factors === undefined ? { a: 1, b: 1, c: 1 } : definedOnly(value.reward_factors),
    categories: value.categories ?? {},
    cost: value.cost ?? { point: 0, gb: 0 },
    priority: priorityOf(document, fields),
    budgets: value.budgets ?? {},
    badgePoints: { bronze: 0, silver: 0, gold: 0, platinum: 0, ...definedOnly(value.badge_points ?? {}) },
    points: {
      expireDays: days(['points', 'expire'], value.points?.expire, 365),
      onReversal: value.points?.on_reversal ?? 'take_back',
    },
  };
}

/** A harder level may pay the same, but not less. */
function checkRewardFactors(document: DocumentOf<'policy'>, fields: FieldCompiler): void {
  const factors = Object.entries(definedOnly(document.value.reward_factors ?? {}));
  const values = factors.map(([, factor]) => factor);
  if (values.every((factor, index) => index === 0 || factor >= (values[index - 1] ?? 0))) return;
  const sorted = values.toSorted((a, b) => a - b);
  const edits = factors.flatMap(
    ([level], index) =>
      document.locate(['reward_factors', level]).expression?.replace(String(sorted[index])) ?? [],
  );
  const path = ['reward_factors'];
  const message = 'A harder level pays less than the one before it.';
  const fixes = [{ title: 'Let the factors rise', edits }];
  fields.report(document, path, 'program-levels', message, 'factors that do not fall from `a` to `c`', fixes);
}

function zoneOf(document: DocumentOf<'policy'>, fields: FieldCompiler): string {
  const { zone } = document.value.time;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    const path = ['time', 'zone'];
    const { hint, meant } = meantBy(zone, Intl.supportedValuesOf('timeZone'));
    const message = `\`${zone}\` is no time zone${hint}`;
    const fixes = writeValue(document, path, meant);
    fields.report(document, path, 'name-unknown-zone', message, 'a name such as Africa/Nairobi', fixes);
    return 'UTC';
  }
  return zone;
}

/** A customer's own zone: by default the last attribute named "time_zone". */
function customerZone(document: DocumentOf<'policy'>, names: Names, fields: FieldCompiler): Expression {
  const text = document.value.time.customer_zone;
  const none: Expression = { text: '""', logic: null, type: 'text', missing: true };
  if (text === undefined && names.scope().catalogue.stream('attribute.changed') === undefined) return none;
  const expected = { type: 'text', missing: true } as const;
  return (
    fields.expression(
      document,
      text === undefined ? ['time'] : ['time', 'customer_zone'],
      text ?? DEFAULT_CUSTOMER_ZONE,
      names.scope(),
      expected,
    ) ?? none
  );
}

/** Over the four names that make a mission's priority. */
function priorityOf(document: DocumentOf<'policy'>, fields: FieldCompiler): Expression {
  const known = ['weight', 'fit', 'margin', 'cost'];
  const scope = {
    ...createLiteralScope(),
    names: known,
    resolve: (name: string) =>
      known.includes(name)
        ? ({ type: 'number', missing: false, logic: { var: `mission.${name}` } } as const)
        : undefined,
  };
  const text = document.value.priority ?? 'weight * fit';
  const expression = fields.expression(document, ['priority'], text, scope, {
    type: 'number',
    missing: true,
  });
  return expression ?? { text: '0', logic: 0, type: 'number', missing: false };
}

function definedOnly<T extends object>(given: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, item]) => item !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}
