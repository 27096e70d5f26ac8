import { oneOf, suggest } from '../diagnostics/suggest.ts';
import { LOGIC_OPERATORS } from './schemas/logic.ts';
import { schemaErrors } from './validation/validators.ts';
import type { SchemaError } from './validation/validators.ts';

export interface LogicProblem {
  /** JSON pointer to the part that is wrong; '' is the whole. */
  readonly path: string;
  readonly message: string;
}

/**
 * What keeps a value from being a rule in the JSONLogic subset that rules compile to; empty where it is one.
 * @example validateLogic({ '>': [{ var: 'scores.risk' }, 60] }) // []
 */
export function validateLogic(logic: unknown): readonly LogicProblem[] {
  if (depth(logic) > MAX_DEPTH) return [{ path: '', message: 'The rule is nested too deeply.' }];
  return schemaErrors('logic', logic)
    .filter(({ keyword }) => keyword !== 'if')
    .map(error => ({ path: error.instancePath, message: explain(error) }));
}

/** Deeper rules come from no author, and would overflow the stack of whoever walks them. */
const MAX_DEPTH = 200;

function depth(value: unknown): number {
  let deepest = 0;
  const rest: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 1 }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    deepest = Math.max(deepest, next.depth);
    if (deepest > MAX_DEPTH || typeof next.value !== 'object' || next.value === null) continue;
    for (const child of Object.values(next.value)) rest.push({ value: child, depth: next.depth + 1 });
  }
  return deepest;
}

function explain({ keyword, params }: SchemaError): string {
  const limit = String(params['limit']);
  switch (keyword) {
    case 'additionalProperties': {
      const operator = String(params['additionalProperty']);
      const meant = suggest(operator, LOGIC_OPERATORS);
      return `\`${operator}\` is no operator.${meant.length > 0 ? ` Did you mean ${oneOf(meant)}?` : ''}`;
    }
    case 'minProperties':
      return 'An operation needs an operator.';
    case 'maxProperties':
      return 'An operation has one operator.';
    case 'minItems':
      return `At least ${limit} arguments are needed.`;
    case 'maxItems':
    case 'additionalItems':
      return `At most ${limit} arguments are taken.`;
    case 'type':
      return `A ${String(params['type']).replace(/,/g, ' or ')} was expected here.`;
    case 'enum':
      return '`==` and `!=` are only for null and 0; use `===` and `!==`.';
    case 'pattern':
      return 'No such variable exists: it must start with metrics., named., scores., segments., standing., mission., event. or record., or be now, first_seen, zone or weighted.';
    default:
      return 'This is no rule.';
  }
}
