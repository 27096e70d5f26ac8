import { DECLARED_OPERATORS } from './declared-operators.ts';
import type { Operator } from './operator.ts';
import { STANDARD_OPERATORS } from './standard-operators.ts';

/** Every operator that compiled rules and mappings use, by name: JSONLogic's own and the declared ones. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  [...STANDARD_OPERATORS, ...DECLARED_OPERATORS].map(operator => [operator.name, operator]),
);

export function operatorOf(name: string, argumentCount: number): Operator {
  const operator = OPERATORS.get(name);
  if (operator === undefined) throw new Error(`JSONLogic operator "${name}" is unknown`);
  const [least, most] = operator.arity;
  if (argumentCount < least || argumentCount > most) {
    throw new Error(`JSONLogic operator "${name}" takes ${least} to ${most} arguments, not ${argumentCount}`);
  }
  return operator;
}
