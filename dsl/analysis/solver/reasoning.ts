import type { Domain } from '../domains/index.ts';
import { ANYTHING, exactly, isNothing, meet } from '../domains/index.ts';
import { ARITHMETIC } from './arithmetic.ts';
import { CHOICES } from './choices.ts';
import { COMPARISONS } from './comparisons.ts';
import { keyOf, operationOf, textOf } from './operation.ts';
import type { Logic } from '../../program/logic.ts';
import type { OperatorRow, Reasoning } from './operator-row.ts';
import type { Theory } from './theory.ts';
import { resultKey } from './state.ts';
import type { State } from './state.ts';
import { truthsOf, withTruth } from './truth.ts';

const OPERATORS: ReadonlyMap<string, OperatorRow> = new Map(
  Object.entries({ ...CHOICES, ...COMPARISONS, ...ARITHMETIC }),
);

/** The hardest of the default rules takes a tenth of it. */
const MAX_STEPS = 30_000;

/**
 * Reasons over rules without running them: what a rule can give, and what its variables must then be. Everything said
 * is true of all customers that the state allows; what an unknown operator does is left open.
 */
export function createReasoning({
  definition,
  isAtMost,
  effort = { left: Infinity },
}: Pick<Theory, 'definition' | 'isAtMost' | 'effort'>): Reasoning {
  let own = MAX_STEPS;
  const takeStep = (): boolean => {
    own -= 1;
    effort.left -= 1;
    return own > 0 && effort.left > 0;
  };

  /** The variable behind a rule that is one, or another name for one. */
  const plainKey = (logic: Logic): string | undefined => {
    const key = keyOf(logic);
    const defined = key === undefined ? undefined : definition(key);
    return defined === undefined ? key : plainKey(defined);
  };

  /** Some calls give nothing only where they are given nothing. */
  const ofVariable = (key: string, logic: Logic, state: State): Domain => {
    const domain = state.get(key);
    const operation = operationOf(logic);
    if (!domain.missing || operation === undefined || !MISSING_IF_GIVEN_NOTHING.has(operation.name))
      return domain;
    const sure = operation.args.every(arg => !reasoning.domainOf(arg, state).missing);
    return sure ? { ...domain, missing: false } : domain;
  };

  const reasoning: Reasoning = {
    domainOf: (logic, state) => {
      if (logic === null || typeof logic !== 'object') return exactly(logic);
      if (!takeStep()) return ANYTHING;
      const key = keyOf(logic);
      if (key !== undefined) {
        const defined = definition(key);
        if (defined === undefined) return ofVariable(key, logic, state);
        return meet(state.get(resultKey(key)), reasoning.domainOf(defined, state));
      }
      const operation = operationOf(logic);
      const row = operation && OPERATORS.get(operation.name);
      if (operation === undefined || row === undefined) return ANYTHING;
      return state.remember(logic, () => {
        const domain = row.domain(operation.args, state, reasoning);
        return row.keepsResult === true ? meet(state.get(resultKey(textOf(logic))), domain) : domain;
      });
    },
    narrow: (logic, want, state) => {
      if (logic === null || typeof logic !== 'object') return !isNothing(meet(exactly(logic), want));
      if (!takeStep()) return true;
      const key = keyOf(logic);
      if (key !== undefined) {
        const defined = definition(key);
        if (defined === undefined) return state.restrict(key, want);
        const result = resultKey(key);
        return state.restrict(result, want) && reasoning.narrow(defined, state.get(result), state);
      }
      const operation = operationOf(logic);
      const row = operation && OPERATORS.get(operation.name);
      if (operation === undefined || row === undefined) return true;
      if (row.keepsResult !== true) return row.narrow(operation.args, want, state, reasoning);
      const result = resultKey(textOf(logic));
      return state.restrict(result, want) && row.narrow(operation.args, state.get(result), state, reasoning);
    },
    truths: (logic, state) => truthsOf(reasoning.domainOf(logic, state)),
    assume: (logic, truth, state) => {
      const domain = reasoning.domainOf(logic, state);
      const want = withTruth(domain, truth);
      return !isNothing(want) && reasoning.narrow(logic, want, state);
    },
    goesOn: () => own > 0 && effort.left > 0,
    isAtMost: (logic, other) => {
      if (textOf(logic) === textOf(other)) return true;
      const [key, otherKey] = [logic, other].map(plainKey);
      return key !== undefined && otherKey !== undefined && isAtMost(key, otherKey);
    },
    definition,
  };
  return reasoning;
}

const MISSING_IF_GIVEN_NOTHING: ReadonlySet<string> = new Set(['months_since', 'months_after', 'hour']);
