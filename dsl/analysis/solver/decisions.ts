import type { Logic } from '../../program/logic.ts';
import { keyOf, operationOf, textOf } from './operation.ts';
import type { Reasoning } from './operator-row.ts';
import type { State } from './state.ts';

/**
 * The single conditions inside some rules that can still come out either way, the first first. What lies in a branch
 * that cannot be taken does not matter.
 */
export function undecided(
  logics: readonly Logic[],
  state: State,
  reasoning: Reasoning,
  settled: ReadonlySet<string> = new Set(),
): readonly Logic[] {
  const found: Logic[] = [];
  const seen = new Set<Logic>();

  const visit = (logic: Logic, isCondition: boolean): void => {
    if (logic === null || typeof logic !== 'object' || seen.has(logic)) return;
    seen.add(logic);
    const key = keyOf(logic);
    if (key !== undefined) {
      const defined = reasoning.definition(key);
      if (defined !== undefined) visit(defined, isCondition);
      else if (isCondition) consider(logic);
      return;
    }
    const operation = operationOf(logic);
    if (operation === undefined) return;
    const { name, args } = operation;
    if (name === 'if') visitIf(args, isCondition);
    else if (JOINING.has(name)) for (const arg of args) visit(arg, true);
    else {
      if (CONDITIONS.has(name)) consider(logic);
      if (name !== 'missing') for (const arg of args) visit(arg, false);
    }
  };

  const visitIf = ([test = null, ...branches]: readonly Logic[], isCondition: boolean): void => {
    visit(test, true);
    const { yes, no } = reasoning.truths(test, state);
    const [then = null, otherwise = null] = branches;
    if (yes) visit(then, isCondition);
    if (no) visit(otherwise, isCondition);
  };

  const consider = (logic: Logic): void => {
    const { yes, no } = reasoning.truths(logic, state);
    if (yes && no && !settled.has(textOf(logic))) found.push(logic);
  };

  for (const logic of logics) visit(logic, true);
  return found;
}

const JOINING: ReadonlySet<string> = new Set(['and', 'or', '!', '!!']);
const CONDITIONS: ReadonlySet<string> = new Set([
  '<',
  '<=',
  '>',
  '>=',
  '===',
  '!==',
  '==',
  '!=',
  'in',
  'missing',
]);
