import jsonLogic from 'json-logic-js';
import { ProblemError } from '../problem.ts';

// A rule of a caller has no business on our console; the value passes as it does everywhere.
jsonLogic.add_operation('log', (value: unknown) => value);

/**
 * What one question may cost: each part that is evaluated counts 1, and what it gives back 1 for every 16 items or
 * characters. A rule of some lines over some hundred items costs a few thousand.
 */
const MAX_COST = 200_000;
const ITEMS_PER_COST = 16;
/** `reduce` with `merge` or `cat` doubles what it holds with every item. */
const MAX_SIZE = 100_000;

type Apply = typeof jsonLogic.apply;

/** Plain JSONLogic: what json-logic-js itself answers, its errors included, within bounds. */
export function applyJsonLogic(logic: unknown, data: unknown): unknown {
  const apply = jsonLogic.apply;
  try {
    // json-logic-js calls itself by this name, so that every step passes here; nothing else runs in between.
    jsonLogic.apply = counting(apply);
    const value: unknown = jsonLogic.apply(logic as Parameters<Apply>[0], data);
    // A path can lead to the functions that every value of JavaScript has; JSON has none.
    return typeof value === 'function' ? null : (value ?? null);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw refused(error instanceof Error ? error.message : 'The rule cannot be evaluated.');
  } finally {
    jsonLogic.apply = apply;
  }
}

function counting(apply: Apply): Apply {
  let cost = 0;
  return (logic, data) => {
    cost += 1;
    const value: unknown = apply(logic, data);
    const size = typeof value === 'string' || Array.isArray(value) ? value.length : 0;
    cost += Math.floor(size / ITEMS_PER_COST);
    if (size > MAX_SIZE) {
      throw refused(`A value of ${size} items or characters is larger than a rule may hold, ${MAX_SIZE}.`);
    }
    if (cost > MAX_COST) throw refused(`The rule costs more than ${MAX_COST} steps over these data.`);
    return value;
  };
}

function refused(message: string): ProblemError {
  return new ProblemError('unprocessable', `JSONLogic: ${message}`, {
    errors: [{ path: 'logic', message }],
  });
}
