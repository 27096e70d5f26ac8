import type { Logic } from '../../program/logic.ts';

/** Every variable path that a rule reads, in the order of its text; those of `missing` included. */
export function variablesOf(logic: Logic): readonly string[] {
  const found = new Set<string>();
  collect(logic, found);
  return [...found];
}

function collect(logic: Logic, found: Set<string>): void {
  if (logic === null || typeof logic !== 'object') return;
  if (isList(logic)) {
    for (const item of logic) collect(item, found);
    return;
  }
  for (const [operator, argument] of Object.entries(logic)) {
    if (operator === 'var') {
      const path = isList(argument) ? argument[0] : argument;
      if (typeof path === 'string') found.add(path);
    } else if (operator === 'missing') {
      for (const path of isList(argument) ? argument : [argument]) {
        if (typeof path === 'string') found.add(path);
        else collect(path, found);
      }
    } else collect(argument, found);
  }
}

export function isList(logic: Logic): logic is readonly Logic[] {
  return Array.isArray(logic);
}
