import jsonLogic from 'json-logic-js';
import type { NameInfo, Scope } from '../check/scope.ts';
import type { DocumentOf, DocumentPath } from '../documents/document.ts';
import type { Expression, TypeName } from '../program/logic.ts';
import type {
  Levels,
  MissionPeriod,
  MissionProgress,
  MissionRule,
  MissionVariant,
} from '../program/program.ts';
import type { CollectingRegistry } from './feature-registry.ts';
import type { FieldCompiler } from './field-compiler.ts';
import { createLiteralScope } from './literals.ts';
import type { Names } from './names.ts';

const DAY_MS = 86_400_000;
const CALENDAR_DAYS = { week: 7, month: 31, quarter: 92 } as const;
const LEVELS = ['a', 'b', 'c'] as const;

type MissionDocument = DocumentOf<'mission'>;
type MissionValue = MissionDocument['value'];
type Course = Pick<MissionValue, 'period' | 'progress' | 'target'>;
type OwnNames = Record<string, NameInfo>;

interface MissionCompiler {
  readonly document: MissionDocument;
  readonly names: Names;
  readonly fields: FieldCompiler;
  readonly features: CollectingRegistry;
}

/** A mission template; every variant gets the fields that it does not name from the mission itself. */
export function compileMission(
  document: MissionDocument,
  names: Names,
  fields: FieldCompiler,
  features: CollectingRegistry,
): MissionRule | undefined {
  const compiler: MissionCompiler = { document, names, fields, features };
  const { value, id, name } = document;
  const courses: readonly (readonly [string, Course & { readonly when?: string | undefined }])[] =
    Object.entries(value.variants ?? { '': {} });
  const levelType = levelTypeOf(compiler, courses);
  const level: OwnNames = {
    level: {
      type: levelType,
      missing: false,
      logic: { var: 'mission.level' },
      description: 'The number that stands under the level’s letter.',
    },
  };
  level['segment'] = {
    type: 'text',
    missing: true,
    logic: { var: 'mission.segment' },
    description: 'The segment by which it was given.',
  };
  const fixed = compileFixed(compiler, level);
  const own = { ...level, ...fixed.names };
  const variants = courses.flatMap(
    ([variantName, course]) => compileVariant(compiler, variantName, course, own) ?? [],
  );
  const [variant] = variants;
  // Where the goal is faulty, what is read besides it can be all the same: every mistake is told at once.
  const scope = missionScope(compiler, withGoal(own, variant));
  const when = fields.condition(document, ['generate', 'when'], value.generate.when, scope);
  const figure = (path: DocumentPath, text: string | undefined, type: TypeName): Expression | undefined =>
    text === undefined ? undefined : fields.expression(document, path, text, scope, { type });
  const fit = figure(['generate', 'fit'], value.generate.fit, 'number');
  const margin = figure(['generate', 'margin'], value.generate.margin, 'money');
  const points = figure(['reward', 'points'], value.reward.points, 'points');
  const data = figure(['reward', 'data'], value.reward.data, 'data');
  const money = figure(['reward', 'money'], value.reward.money, 'money');
  const days = (path: DocumentPath, text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    const ms = fields.constant(document, path, text, createLiteralScope(), 'duration');
    return ms === undefined ? undefined : Math.round(ms / DAY_MS);
  };
  const holdDays = days(['reward', 'hold'], value.reward.hold);
  const successDays = days(['cooldown', 'success'], value.cooldown?.success);
  const expiryDays = days(['cooldown', 'expiry'], value.cooldown?.expiry);
  const control =
    value.control === undefined
      ? undefined
      : fields.constant(document, ['control'], value.control, createLiteralScope(), 'number');
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
    reward: optional({ points, data, money, offer: value.reward.offer, holdDays }),
    cooldown: optional({ successDays, expiryDays }),
    ...optional({ approval: value.approval, budget: value.budget, control, past: value.past }),
    was: value.was ?? [],
  };
}

function missionScope({ names }: MissionCompiler, own: OwnNames, fixedNames: readonly string[] = []): Scope {
  const fixed = Object.entries(own).flatMap(([name, info]) => (isFixed(info) ? [name] : []));
  return names.scope(own, { fixedNames: [...fixed, ...fixedNames], periodWindow: true, stepWindow: true });
}

function isFixed({ logic }: NameInfo): boolean {
  const path =
    typeof logic === 'object' && logic !== null && !Array.isArray(logic) && 'var' in logic
      ? logic['var']
      : '';
  return typeof path === 'string' && path.startsWith('mission.fixed.');
}

/** Levels are figures of one type; it is that of the first. */
function levelTypeOf(
  { document, fields }: MissionCompiler,
  courses: readonly (readonly [string, Course])[],
): TypeName {
  for (const [name, course] of courses) {
    const target = course.target ?? document.value.target;
    const path = course.target === undefined ? ['target'] : ['variants', name, 'target'];
    for (const level of LEVELS) {
      const text = target?.levels[level];
      if (text === undefined) continue;
      const before = fields.diagnostics.length;
      const expression = fields.expression(
        document,
        [...path, 'levels', level],
        text,
        createLiteralScope(),
        {},
      );
      fields.diagnostics.length = before;
      if (expression !== undefined) return expression.type;
    }
  }
  return 'number';
}

function compileFixed(
  compiler: MissionCompiler,
  level: OwnNames,
): { readonly names: OwnNames; readonly values: MissionRule['fixed'] } {
  const names: OwnNames = {};
  const values: { name: string; value: Expression }[] = [];
  for (const [name, text] of Object.entries(compiler.document.value.fixed ?? {})) {
    const scope = missionScope(compiler, { ...level, ...names });
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

function compileVariant(
  compiler: MissionCompiler,
  name: string,
  course: Course & { readonly when?: string | undefined },
  own: OwnNames,
): MissionVariant | undefined {
  const { document, fields, features } = compiler;
  const mission = document.value;
  const pathOf = (field: keyof Course): DocumentPath =>
    course[field] === undefined ? [field] : ['variants', name, field];
  const when =
    course.when === undefined
      ? undefined
      : fields.condition(document, ['variants', name, 'when'], course.when, compiler.names.scope());
  const target = course.target ?? mission.target;
  const periodText = course.period ?? mission.period;
  if (target === undefined || periodText === undefined) {
    const missing = target === undefined ? 'target' : 'period';
    fields.report(
      document,
      name === '' ? [] : ['variants', name],
      'schema-missing-field',
      `the mission has no \`${missing}\``,
      missing,
    );
    return undefined;
  }
  const progressText = course.progress ?? mission.progress;
  const levelValues = compileLevels(
    compiler,
    target.levels,
    [...pathOf('target'), 'levels'],
    own['level']?.type ?? 'number',
  );
  const period = compilePeriod(compiler, periodText, pathOf('period'), own);
  features.setPeriodDays(period === undefined ? CALENDAR_DAYS.month : longestDays(period, levelValues));
  const progress = compileProgress(compiler, progressText, pathOf('progress'), own);
  const type = progress && typeOfProgress(progress);
  const targetText = target.value ?? (progress?.kind === 'steps' ? String(progress.steps.length) : 'level');
  const targetPath = target.value === undefined ? pathOf('target') : [...pathOf('target'), 'value'];
  const scope = missionScope(compiler, own);
  const goal = fields.expression(document, targetPath, targetText, scope, {
    ...optional({ type }),
    missing: true,
  });
  if (period === undefined || progress === undefined || goal === undefined) return undefined;
  return {
    name,
    ...optional({ when }),
    period,
    progress,
    levels: levelValues,
    ...(inPercent(target.levels) ? { inPercent: true } : {}),
    target: goal,
  };
}

function inPercent(levels: Readonly<Partial<Record<'a' | 'b' | 'c', string>>>): boolean {
  return Object.values(levels).every(text => text.trim().endsWith('%'));
}

function compileLevels(
  { document, fields }: MissionCompiler,
  levels: Readonly<Partial<Record<'a' | 'b' | 'c', string>>>,
  path: DocumentPath,
  type: TypeName,
): Levels {
  const result: Partial<Record<'a' | 'b' | 'c', number>> = {};
  for (const level of LEVELS) {
    const text = levels[level];
    if (text === undefined) continue;
    const value = fields.constant(document, [...path, level], text, createLiteralScope(), type);
    if (value !== undefined) result[level] = value;
  }
  const values = Object.values(result);
  if (values.some((value, index) => index > 0 && value <= (values[index - 1] ?? -Infinity))) {
    fields.report(document, path, 'program-levels', 'each level must ask for more than the one before it');
  }
  return result;
}

function compilePeriod(
  compiler: MissionCompiler,
  text: string,
  path: DocumentPath,
  own: OwnNames,
): MissionPeriod | undefined {
  if (text === 'week' || text === 'month' || text === 'quarter') return { kind: 'calendar', unit: text };
  const scope = { ...createLiteralScope(), resolve: (name: string) => own[name], names: Object.keys(own) };
  const length = compiler.fields.expression(compiler.document, path, text, scope, { type: 'duration' });
  return length === undefined ? undefined : { kind: 'days', length };
}

function longestDays(period: MissionPeriod, levels: Levels): number {
  if (period.kind === 'calendar') return CALENDAR_DAYS[period.unit];
  const { length } = period;
  const lengths = Object.values(levels).map(level =>
    Number(jsonLogic.apply(length.logic as Parameters<typeof jsonLogic.apply>[0], { mission: { level } })),
  );
  return Math.ceil(Math.max(1, ...lengths) / DAY_MS);
}

function compileProgress(
  compiler: MissionCompiler,
  text: string | undefined,
  path: DocumentPath,
  own: OwnNames,
): MissionProgress | undefined {
  const { document, fields } = compiler;
  const { steps, order } = document.value;
  const scope = missionScope(compiler, own);
  if (text !== undefined) {
    const value = fields.expression(document, path, text, scope, { missing: true });
    return value === undefined ? undefined : { kind: 'value', value };
  }
  if (steps === undefined) {
    fields.report(
      document,
      [],
      'schema-missing-field',
      'a mission says how far the customer is',
      '`progress` or `steps`',
    );
    return undefined;
  }
  const compiled = steps.flatMap((step, index) => {
    const done = fields.condition(document, ['steps', index, 'done'], step.done, scope);
    return done === undefined ? [] : [{ id: step.id, name: step.name, done }];
  });
  return compiled.length < steps.length
    ? undefined
    : { kind: 'steps', order: order ?? 'listed', steps: compiled };
}

function typeOfProgress(progress: MissionProgress): TypeName {
  return progress.kind === 'value' ? progress.value.type : 'number';
}

function withGoal(own: OwnNames, variant: MissionVariant | undefined): OwnNames {
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

type Defined<T> = { -readonly [Key in keyof T]?: Exclude<T[Key], undefined> };

/** The fields that are there: nothing is stored as undefined. */
function optional<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
