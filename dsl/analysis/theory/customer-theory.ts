import type { Feature } from '../../program/features.ts';
import type { Logic } from '../../program/logic.ts';
import type { Program } from '../../program/program.ts';
import { atLeast, interval, numbers, onlyTexts, texts } from '../domains/index.ts';
import type { Value } from '../solver/evaluate.ts';
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

/** Names that hold for one mission only: what they are worked out from, or what they can be. */
export interface MissionNames {
  readonly definitions: ReadonlyMap<string, Logic>;
  readonly variables: ReadonlyMap<string, Variable>;
}

const NO_NAMES: MissionNames = { definitions: new Map(), variables: new Map() };

/** What the variables of rules can be for a customer of the programme. */
export function createCustomerTheory(program: Program, mission: MissionNames = NO_NAMES): Theory {
  const definitions = new Map<string, Logic>([
    ...program.named.map(({ id, value }) => [`named.${id}`, value.logic] as const),
    ...program.segments.map(({ id, when }) => [`segments.${id}`, when.logic] as const),
    ...mission.definitions,
  ]);
  const tiers = program.tiers.flatMap(({ levels }) => levels.map(({ id }) => id));
  const standing: Readonly<Record<string, Variable>> = {
    'standing.points_balance': { domain: ANY_NUMBER, whole: true },
    'standing.points_pending': { domain: FROM_ZERO, whole: true },
    'standing.active_missions': { domain: FROM_ZERO, whole: true },
    'standing.tier': { domain: texts(onlyTexts(tiers)), whole: false },
    now: { domain: numbers(atLeast(0)), whole: true },
    first_seen: { domain: ANY_NUMBER, whole: true },
  };
  const known = new Map<string, Variable>();

  const featureOf = (key: string): Feature | undefined =>
    key.startsWith('metrics.') ? program.manifest.features[key.slice('metrics.'.length)] : undefined;

  const find = (key: string): Variable => {
    const given = mission.variables.get(key) ?? standing[key];
    if (given !== undefined) return given;
    if (key.startsWith('scores.')) return SCORE;
    const feature = featureOf(key);
    if (feature !== undefined) return variableOfFeature(feature, program);
    return { domain: key.startsWith('{') ? domainOfCall(key) : domainOfType('any'), whole: false };
  };

  const together = new Map<string, boolean>();
  const neverTogether: NeverTogether = (a, b) => {
    const key = JSON.stringify([a, b]);
    const never = together.get(key) ?? solve(theory, [a, b], FEW_STATES).kind === 'never';
    together.set(key, never);
    return never;
  };

  const theory: Theory = {
    variable: key => {
      const variable = known.get(key) ?? find(key);
      known.set(key, variable);
      return variable;
    },
    definition: path => definitions.get(path),
    laws: goals => lawsFor(goals, theory, program.manifest, neverTogether),
    isAtMost: (key, other) => {
      const [part, whole] = [featureOf(key), featureOf(other)];
      return part !== undefined && whole !== undefined && isPartOf(part, whole, program.manifest);
    },
    usual: (key): readonly Value[] => usualValues(key, program.manifest),
  };
  return theory;
}

/** What two holds say of each other is asked often, and mostly plain. */
const FEW_STATES = 20;

/** Scores are clamped, and rounded to one decimal. */
const SCORE: Variable = { domain: numbers(interval(0, 100)), whole: false };
