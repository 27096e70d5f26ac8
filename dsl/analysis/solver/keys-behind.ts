import { isList } from '../../compile/expressions/logic-vars.ts';
import type { Logic } from '../../program/logic.ts';
import { keyOf, operationOf } from './operation.ts';
import type { Goal } from './theory.ts';

/** Every variable that goals are worked out from, calls that are taken as given among them; those defined by others are not. */
export function keysBehind(
  goals: readonly Goal[],
  definition: (path: string) => Logic | undefined,
): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<Logic>();

  const read = (key: string): void => {
    const defined = definition(key);
    if (defined === undefined) found.add(key);
    else visit(defined);
  };
  const visit = (logic: Logic): void => {
    if (logic === null || typeof logic !== 'object' || seen.has(logic)) return;
    seen.add(logic);
    if (isList(logic)) {
      logic.forEach(visit);
      return;
    }
    const key = keyOf(logic);
    if (key !== undefined) read(key);
    const operation = operationOf(logic);
    if (operation === undefined || operation.name === 'var') return;
    for (const arg of operation.args) {
      if (operation.name === 'missing') read(String(arg));
      else visit(arg);
    }
  };

  for (const { logic } of goals) visit(logic);
  return found;
}
