import type { Expression, Logic } from '../../dsl/program/logic.ts';
import type { NamedRule } from '../../dsl/program/program.ts';
import { formatInstant, formatValue } from '../explain/format-value.ts';
import { isTruthy } from '../logic/index.ts';
import type { Evaluation } from '../runtime/evaluation.ts';
import type { Value } from '../runtime/mission-context.ts';
import type { CustomerView } from '../views.ts';

/** A named metric as it stands, in words: of what is taken for granted while nothing is known it says so. */
export function viewNamed(
  evaluation: Evaluation,
  { id, name, description = '', value: expression }: NamedRule,
): CustomerView['profile'][number] {
  const { logic, type } = expression;
  const value = evaluation.value({ logic });
  const said = textOf(value, expression, evaluation.facts.kept.zone);
  const text = isTakenForGranted(evaluation, logic) ? `unknown, counts as ${said}` : said;
  return { id, name: nameOf(id, name), description, value, unit: type, text };
}

/** The results of a table bear its name, and are told apart by their own. */
function nameOf(id: string, name: string): string {
  const [, result] = id.split('~d');
  return result === undefined ? name : `${name}: ${result.replaceAll('_', ' ')}`;
}

function textOf(value: Value, { type }: Expression, zone: string): string {
  return type === 'time' && typeof value === 'number'
    ? formatInstant(value, zone)
    : formatValue(value, type, zone);
}

/** `x otherwise 9999d` while x is missing. */
function isTakenForGranted(evaluation: Evaluation, logic: Logic): boolean {
  const [condition = null, fallback] = argumentsOf(logic, 'if') ?? [];
  if (fallback === undefined || fallback === null || typeof fallback === 'object') return false;
  return isOfMissing(condition) && isTruthy(evaluation.value({ logic: condition }));
}

function isOfMissing(condition: Logic): boolean {
  if (argumentsOf(condition, 'missing') !== null) return true;
  const compared = argumentsOf(condition, '===');
  return compared?.length === 2 && compared[1] === null;
}

function argumentsOf(logic: Logic, operator: string): readonly Logic[] | null {
  if (typeof logic !== 'object' || logic === null || Array.isArray(logic)) return null;
  const given: unknown = Reflect.get(logic, operator);
  return Array.isArray(given) ? (given as readonly Logic[]) : null;
}
