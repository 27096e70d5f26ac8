import type { Logic } from '../../program/logic.ts';
import { join, NOTHING } from '../domains/index.ts';
import type { Domain } from '../domains/index.ts';
import type { OperatorRow, Reasoning, Truths } from './operator-row.ts';
import type { State } from './state.ts';
import { truthDomain, truthsOf } from './truth.ts';

/** `if`, `and`, `or`, `!`, `!!` and `missing`. */
export const CHOICES: Readonly<Record<string, OperatorRow>> = {
  if: { domain: domainOfIf, narrow: narrowIf },
  and: condition(
    (args, state, reasoning) => truthsOfAll(args, state, reasoning),
    (args, truth, state, reasoning) =>
      truth ? assumeAll(args, true, state, reasoning) : assumeOne(args, false, state, reasoning),
  ),
  or: condition(
    (args, state, reasoning) => truthsOfAny(args, state, reasoning),
    (args, truth, state, reasoning) =>
      truth ? assumeOne(args, true, state, reasoning) : assumeAll(args, false, state, reasoning),
  ),
  '!': condition(
    ([inner = null], state, reasoning) => opposite(reasoning.truths(inner, state)),
    ([inner = null], truth, state, reasoning) => reasoning.assume(inner, !truth, state),
  ),
  '!!': condition(
    ([inner = null], state, reasoning) => reasoning.truths(inner, state),
    ([inner = null], truth, state, reasoning) => reasoning.assume(inner, truth, state),
  ),
  missing: condition(
    (args, state, reasoning) => truthsOfAny(args.map(isMissing), state, reasoning),
    (args, truth, state, reasoning) =>
      truth
        ? assumeOne(args.map(isMissing), true, state, reasoning)
        : assumeAll(args.map(isMissing), false, state, reasoning),
  ),
};

/** JSONLogic's `missing` names variables; whether one is missing is a comparison with null. */
function isMissing(name: Logic): Logic {
  return { '===': [{ var: name }, null] };
}

/** An operator that is true or false. */
export function condition(
  truths: (args: readonly Logic[], state: State, reasoning: Reasoning) => Truths,
  assume: (args: readonly Logic[], truth: boolean, state: State, reasoning: Reasoning) => boolean,
): OperatorRow {
  return {
    domain: (args, state, reasoning) => truthDomain(truths(args, state, reasoning)),
    narrow: (args, want, state, reasoning) => {
      const wanted = truthsOf(want);
      if (wanted.yes && wanted.no) return true;
      return (wanted.yes || wanted.no) && assume(args, wanted.yes, state, reasoning);
    },
  };
}

function opposite({ yes, no }: Truths): Truths {
  return { yes: no, no: yes };
}

function truthsOfAll(args: readonly Logic[], state: State, reasoning: Reasoning): Truths {
  const truths = args.map(arg => reasoning.truths(arg, state));
  return { yes: truths.every(({ yes }) => yes), no: truths.some(({ no }) => no) };
}

function truthsOfAny(args: readonly Logic[], state: State, reasoning: Reasoning): Truths {
  const truths = args.map(arg => reasoning.truths(arg, state));
  return { yes: truths.some(({ yes }) => yes), no: truths.every(({ no }) => no) };
}

function assumeAll(args: readonly Logic[], truth: boolean, state: State, reasoning: Reasoning): boolean {
  return args.every(arg => reasoning.assume(arg, truth, state));
}

/** One of several has the truth value: where a single one still can, it has. */
function assumeOne(args: readonly Logic[], truth: boolean, state: State, reasoning: Reasoning): boolean {
  const able = args.filter(arg => {
    const { yes, no } = reasoning.truths(arg, state);
    return truth ? yes : no;
  });
  const [only] = able;
  if (only === undefined) return false;
  return able.length > 1 || reasoning.assume(only, truth, state);
}

interface Branch {
  readonly value: Logic;
  readonly state: State;
}

/** The branches that can be taken, each with the state in which it is. */
function branchesOf(args: readonly Logic[], state: State, reasoning: Reasoning): readonly Branch[] {
  const [test = null, then = null, ...rest] = args;
  if (args.length < 2) return [{ value: test, state }];
  const otherwise: Logic = rest.length > 1 ? { if: rest } : (rest[0] ?? null);
  const { yes, no } = reasoning.truths(test, state);
  if (yes !== no) return [{ value: yes ? then : otherwise, state }];
  const taken = (value: Logic, truth: boolean): readonly Branch[] => {
    const inside = state.copy();
    return reasoning.assume(test, truth, inside) ? [{ value, state: inside }] : [];
  };
  return [...(yes ? taken(then, true) : []), ...(no ? taken(otherwise, false) : [])];
}

function domainOfIf(args: readonly Logic[], state: State, reasoning: Reasoning): Domain {
  return branchesOf(args, state, reasoning)
    .map(({ value, state: inside }) => reasoning.domainOf(value, inside))
    .reduce(join, NOTHING);
}

function narrowIf(args: readonly Logic[], want: Domain, state: State, reasoning: Reasoning): boolean {
  const able = branchesOf(args, state, reasoning).filter(({ value, state: inside }) =>
    reasoning.narrow(value, want, inside),
  );
  if (able.length === 0) return false;
  if (able.some(branch => branch.state === state)) return true;
  state.becomeOneOf(able.map(branch => branch.state));
  return true;
}
