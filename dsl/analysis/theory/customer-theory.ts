import type { Feature, Manifest } from '../../program/features.ts';
import type { Logic } from '../../program/logic.ts';
import type { Program } from '../../program/program.ts';
import { atLeast, interval, numbers, onlyTexts, texts } from '../domains/index.ts';
import type { Value } from '../solver/evaluate.ts';
import { textOf } from '../solver/operation.ts';
import { solve } from '../solver/solve.ts';
import type { Theory } from '../solver/theory.ts';
import type { Variable } from '../solver/state.ts';
import { domainOfCall } from './call-domains.ts';
import { variableOfFeature } from './feature-domains.ts';
import type { NeverTogether } from './hold-laws.ts';
import { lawsFor } from './laws.ts';
import { isPartOf } from './parts.ts';
import { ANY_NUMBER, domainOfType, FROM_ZERO } from './type-domains.ts';
import { usualValues } from './usual-values.ts';
import { ownValue } from '../../program/own-value.ts';

/** The theory of a whole programme, which others are made from. */
export interface CustomerTheory extends Theory {
  readonly manifest: Manifest;
  readonly neverTogether: NeverTogether;
}

/** What the variables of rules can be for a customer of the programme. */
export function createCustomerTheory(program: Program): CustomerTheory {
  const { manifest } = program;
  const definitions = new Map<string, Logic>([
    ...program.named.map(({ id, value }) => [`named.${id}`, value.logic] as const),
    ...program.segments.map(({ id, when }) => [`segments.${id}`, when.logic] as const),
  ]);
  const find = createFinder(program);
  const variable = memoised((key: string) => key, find);
  const featureOf = (key: string): Feature | undefined =>
    key.startsWith('metrics.') ? manifest.features[key.slice('metrics.'.length)] : undefined;

  const theory: CustomerTheory = {
    manifest,
    effort: { left: MAX_STEPS },
    variable,
    definition: path => definitions.get(path),
    laws: goals => lawsFor(goals, theory, manifest, theory.neverTogether),
    neverTogether: memoised(
      (a, b) => `${textOf(a.logic)} ${a.truth} ${textOf(b.logic)} ${b.truth}`,
      (a, b) => solve(theory, [a, b], FEW_STATES).kind === 'never',
    ),
    isAtMost: memoised(
      (key, other) => `${key} ${other}`,
      (key, other) => {
        const [part, whole] = [featureOf(key), featureOf(other)];
        return part !== undefined && whole !== undefined && isPartOf(part, whole, manifest);
      },
    ),
    usual: (key): readonly Value[] => usualValues(key, manifest),
  };
  return theory;
}

/** Names that hold in one place only, such as a mission's: what they are worked out from, or what they can be. */
export interface OwnNames {
  readonly definitions?: ReadonlyMap<string, Logic>;
  readonly variables?: ReadonlyMap<string, Variable>;
}

/** A theory in which some names mean more. */
export function withNames(base: CustomerTheory, { definitions, variables }: OwnNames): Theory {
  const theory: Theory = {
    ...base,
    variable: key => variables?.get(key) ?? base.variable(key),
    definition: path => definitions?.get(path) ?? base.definition(path),
    laws: goals => lawsFor(goals, theory, base.manifest, base.neverTogether),
  };
  return theory;
}

function createFinder(program: Program): (key: string) => Variable {
  const { features } = program.manifest;
  const tiers = program.tiers.flatMap(({ levels }) => levels.map(({ id }) => id));
  const standing: Readonly<Record<string, Variable>> = {
    'standing.points_balance': { domain: ANY_NUMBER, whole: true },
    'standing.points_pending': { domain: FROM_ZERO, whole: true },
    'standing.active_missions': { domain: numbers(interval(0, program.policy.maxActive)), whole: true },
    'standing.tier': { domain: texts(onlyTexts(tiers)), whole: false },
    now: { domain: numbers(atLeast(0)), whole: true },
    first_seen: { domain: ANY_NUMBER, whole: true },
  };
  return key => {
    const given = ownValue(standing, key);
    if (given !== undefined) return given;
    if (key.startsWith('scores.')) return SCORE;
    const feature = key.startsWith('metrics.') ? features[key.slice('metrics.'.length)] : undefined;
    if (feature !== undefined) return variableOfFeature(feature, program);
    return { domain: key.startsWith('{') ? domainOfCall(key) : domainOfType('any'), whole: false };
  };
}

/** A function that works each outcome out once. */
function memoised<Args extends readonly unknown[], Result>(
  keyOf: (...args: Args) => string,
  compute: (...args: Args) => Result,
): (...args: Args) => Result {
  const known = new Map<string, { readonly result: Result }>();
  return (...args) => {
    const key = keyOf(...args);
    const found = known.get(key) ?? { result: compute(...args) };
    known.set(key, found);
    return found.result;
  };
}

/** What an analysis may take altogether: twenty times what the default rules do. */
const MAX_STEPS = 2_000_000;

/** What two holds say of each other is asked often, and mostly plain. */
const FEW_STATES = 20;

/** Scores are clamped, and rounded to one decimal. */
const SCORE: Variable = { domain: numbers(interval(0, 100)), whole: false };
