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
  const excess = excessOf(logic);
  if (excess !== undefined) return [{ path: '', message: excess }];
  const errors = schemaErrors('logic', logic).filter(({ keyword }) => keyword !== 'if');
  const crowded = new Set(errors.filter(isCrowded).map(({ instancePath }) => instancePath));
  return errors
    .filter(error => isCrowded(error) || !crowded.has(error.instancePath))
    .map(error => ({ path: error.instancePath, message: explain(error) }));
}

/** What is wrong with the single operators of several is not to be told besides. */
function isCrowded({ keyword }: SchemaError): boolean {
  return keyword === 'maxProperties';
}

/** Deeper rules come from no author, and would overflow the stack of whoever walks them. */
const MAX_DEPTH = 200;
/** The largest default rule has 81 parts. */
const MAX_PARTS = 10_000;
const MAX_TEXT = 4_000;

/** What is too much of a rule to be looked at any further; found in one walk without recursion. */
function excessOf(logic: unknown): string | undefined {
  const rest: { readonly value: unknown; readonly depth: number }[] = [{ value: logic, depth: 1 }];
  let parts = 0;
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { value, depth } = next;
    parts += 1;
    if (depth > MAX_DEPTH) return `The rule is nested more than ${MAX_DEPTH} levels deep.`;
    if (typeof value === 'string' && value.length > MAX_TEXT)
      return `The rule holds a text of ${value.length} characters, more than ${MAX_TEXT}.`;
    if (typeof value !== 'object' || value === null) continue;
    const children: readonly unknown[] = Object.values(value);
    if (parts + rest.length + children.length > MAX_PARTS)
      return `The rule has more than ${MAX_PARTS} parts.`;
    for (const child of children) rest.push({ value: child, depth: depth + 1 });
  }
  return undefined;
}

/** What other runtimes of JSONLogic know. */
const FOREIGN_OPERATORS: ReadonlySet<string> = new Set([
  '%', 'cat', 'substr', 'map', 'filter', 'reduce', 'all', 'some', 'none', 'merge', 'missing_some', 'log', '!!',
]); // prettier-ignore

const withArticle = (noun: string): string => `${/^[aeio]/.test(noun) ? 'An' : 'A'} ${noun}`;

function explain({ keyword, params }: SchemaError): string {
  const limit = String(params['limit']);
  switch (keyword) {
    case 'additionalProperties': {
      const operator = String(params['additionalProperty']);
      if (FOREIGN_OPERATORS.has(operator))
        return `\`${operator}\` is an operator of JSONLogic that no expression of the language has: it has no text form.`;
      const meant = suggest(operator, LOGIC_OPERATORS);
      return `\`${operator}\` is no operator.${meant.length > 0 ? ` Did you mean ${oneOf(meant)}?` : ''}`;
    }
    case 'minProperties':
      return 'An operation needs an operator.';
    case 'maxProperties':
      return 'An operation has one operator.';
    case 'minItems':
      return `At least ${limit} ${limit === '1' ? 'argument is' : 'arguments are'} needed.`;
    case 'maxItems':
    case 'additionalItems':
      return `At most ${limit} ${limit === '1' ? 'argument is' : 'arguments are'} taken.`;
    case 'type':
      return String(params['type']).includes(',')
        ? 'A rule was expected here: an operation such as `{ ">": [{ "var": "scores.risk" }, 60] }`, or a plain value.'
        : `${withArticle(String(params['type']))} was expected here.`;
    case 'enum':
      return '`==` and `!=` are only for null and 0; use `===` and `!==`.';
    case 'pattern':
      return 'No such variable exists: it must start with metrics., named., scores., segments. or standing., or be now or first_seen.';
    default:
      return 'This is no rule.';
  }
}
