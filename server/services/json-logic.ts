import jsonLogic from 'json-logic-js';
import { ProblemError } from '../problem.ts';

// A rule of a caller has no business on our console; the value passes as it does everywhere.
jsonLogic.add_operation('log', (value: unknown) => value);

/** Plain JSONLogic: what json-logic-js itself answers, its errors included. */
export function applyJsonLogic(logic: unknown, data: unknown): unknown {
  try {
    return jsonLogic.apply(logic as Parameters<typeof jsonLogic.apply>[0], data) ?? null;
  } catch (error) {
    const message = error instanceof Error ? error.message : 'The rule cannot be evaluated.';
    throw new ProblemError('unprocessable', `JSONLogic: ${message}`, {
      errors: [{ path: 'logic', message }],
    });
  }
}
