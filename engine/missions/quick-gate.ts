import { isList, variablesOf } from '../../dsl/compile/expressions/logic-vars.ts';
import type { Expression, Logic } from '../../dsl/program/logic.ts';
import { operationOf } from '../explain/describe-logic.ts';

type Part = Pick<Expression, 'logic'> & Pick<Expression, 'text' | 'type' | 'missing'>;

const gates = new WeakMap<Expression, readonly Part[]>();

/**
 * The parts of an `and` that need no terms of the mission. They are asked first: working out terms takes longer than
 * finding that one of these is not met.
 */
export function quickGateOf(condition: Expression): readonly Part[] {
  const known = gates.get(condition);
  if (known !== undefined) return known;
  const parts = conjuncts(condition.logic)
    .filter(logic => !variablesOf(logic).some(needsMission))
    .map(logic => ({ ...condition, logic }));
  gates.set(condition, parts);
  return parts;
}

function conjuncts(logic: Logic): readonly Logic[] {
  if (logic === null || typeof logic !== 'object' || isList(logic)) return [logic];
  const [operator, args] = operationOf(logic);
  return operator === 'and' ? args.flatMap(conjuncts) : [logic];
}

/** Percentiles by segment, windows of the mission and counts of fixed values are named by its words, too. */
function needsMission(path: string): boolean {
  return (
    path.startsWith('mission.') || /[(,](period|step|segment)[,)]/.test(path) || / = [a-z_]+[,)]/.test(path)
  );
}
