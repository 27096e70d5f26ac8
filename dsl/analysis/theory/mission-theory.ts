import type { Logic } from '../../program/logic.ts';
import type { LevelName, MissionRule, MissionVariant } from '../../program/program.ts';
import { join, NOTHING, numbers, onlyTexts, texts } from '../domains/index.ts';
import type { Domain } from '../domains/index.ts';
import { createReasoning } from '../solver/reasoning.ts';
import { createState } from '../solver/state.ts';
import type { Variable } from '../solver/state.ts';
import type { Goal, Theory } from '../solver/theory.ts';
import { withNames } from './customer-theory.ts';
import type { CustomerTheory } from './customer-theory.ts';
import { ANY_NUMBER } from './type-domains.ts';

export const LEVELS: readonly LevelName[] = ['a', 'b', 'c'];

/** What the variables of a mission's rules can be, whichever variant and level is given. */
export function createMissionTheory(base: CustomerTheory, rule: MissionRule): Theory {
  const courses = rule.variants.flatMap(variant =>
    levelsOf(variant).map(([, value]) => createCourseTheory(base, rule, variant, value)),
  );
  const variables = new Map<string, Variable>([['mission.segment', segmentOf(rule)]]);
  const names = ['level', 'target', 'progress', ...rule.fixed.map(({ name }) => `fixed.${name}`)];
  for (const name of names) {
    const path = `mission.${name}`;
    const domain = courses.map(theory => presentValues(theory, { var: path })).reduce(join, NOTHING);
    variables.set(path, { domain: courses.length === 0 ? ANY_NUMBER : domain, whole: false });
  }
  return withNames(base, { variables });
}

/** The same for one variant at one level: names are worked out as they are when the mission is given. */
export function createCourseTheory(
  base: CustomerTheory,
  rule: MissionRule,
  variant: MissionVariant,
  level: number,
): Theory {
  const { progress } = variant;
  const definitions = new Map<string, Logic>(
    rule.fixed.map(({ name, value }) => [`mission.fixed.${name}`, value.logic] as const),
  );
  definitions.set('mission.level', level);
  definitions.set('mission.target', variant.target.logic);
  if (progress.kind === 'value') {
    const { value } = progress;
    definitions.set('mission.progress', value.missing ? presentOr(value.logic, 0) : value.logic);
  }
  const steps = {
    domain: numbers({ low: 0, high: stepsOf(variant), lowOpen: false, highOpen: false }),
    whole: true,
  };
  const variables = new Map<string, Variable>([
    ['mission.segment', segmentOf(rule)],
    ['mission.progress', steps],
  ]);
  return withNames(base, { definitions, variables });
}

/** What must be so for a mission to be given at all: its figures are known, the customer is in one of its segments. */
export function givenGoals(rule: MissionRule, variant: MissionVariant): readonly Goal[] {
  const before = rule.variants.slice(0, rule.variants.indexOf(variant));
  return [
    ...(rule.segments.length === 0 ? [] : [{ logic: inOneOf(rule.segments), truth: true }]),
    ...before.flatMap(({ when }) => (when === undefined ? [] : [{ logic: when.logic, truth: false }])),
    ...(variant.when === undefined ? [] : [{ logic: variant.when.logic, truth: true }]),
    ...rule.fixed.map(({ name }) => isKnown(`mission.fixed.${name}`)),
    ...(variant.target.missing ? [isKnown('mission.target')] : []),
  ];
}

export function levelsOf({ levels }: MissionVariant): readonly (readonly [LevelName, number])[] {
  return LEVELS.flatMap(level => {
    const value = levels[level];
    return value === undefined ? [] : [[level, value] as const];
  });
}

export function inOneOf(segments: readonly string[]): Logic {
  return { or: segments.map(id => ({ var: `segments.${id}` })) };
}

function isKnown(path: string): Goal {
  return { logic: { '===': [{ var: path }, null] }, truth: false };
}

/** Progress that cannot be worked out counts as 0. */
function presentOr(logic: Logic, otherwise: number): Logic {
  return { if: [{ '===': [logic, null] }, otherwise, logic] };
}

function stepsOf({ progress }: MissionVariant): number {
  return progress.kind === 'steps' ? progress.steps.length : Infinity;
}

function segmentOf({ segments }: MissionRule): Variable {
  if (segments.length > 0) return { domain: texts(onlyTexts(segments)), whole: false };
  return { domain: { ...NOTHING, missing: true }, whole: false };
}

function presentValues(theory: Theory, logic: Logic): Domain {
  const reasoning = createReasoning(theory);
  return {
    ...reasoning.domainOf(
      logic,
      createState(key => theory.variable(key)),
    ),
    missing: false,
  };
}
