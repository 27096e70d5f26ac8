import { isList } from '../../dsl/compile/logic-vars.ts';
import type { Expression, Logic } from '../../dsl/program/logic.ts';
import { daysInARow, lastTrueDay } from '../holds/hold-state.ts';
import type { Evaluation, LocalSlots, Value } from '../runtime/evaluation.ts';
import type { ExplainNode } from '../views.ts';
import { describeLogic, operationOf, typeOfLogic } from './describe-logic.ts';
import { formatValue } from './format-value.ts';

/** A condition taken apart along `and`, `or` and `not`: each part with what it saw, what it needs and how far that is. */
export function explainCondition(
  evaluation: Evaluation,
  condition: Expression,
  locals?: LocalSlots,
): ExplainNode {
  return explain(
    { evaluation, ...(locals === undefined ? {} : { locals }) },
    condition.logic,
    condition.text,
  );
}

interface Context {
  readonly evaluation: Evaluation;
  readonly locals?: LocalSlots;
}

function explain(context: Context, logic: Logic, text?: string): ExplainNode {
  const label = text ?? describeLogic(logic, context.evaluation.prepared.program);
  const value = valueOf(context, logic);
  const met = value === null ? null : value === true;
  if (logic === null || typeof logic !== 'object' || isList(logic))
    return { text: label, kind: 'constant', met, children: [] };
  const [operator, args] = operationOf(logic);
  if (operator === 'and' || operator === 'or') return explainBoth(context, operator, args, label, met);
  if (operator === 'var') return explainVariable(context, String(args[0]), label, met);
  if (COMPARISONS.has(operator)) return explainComparison(context, operator, args, label, met);
  if (operator === '!') {
    const child = explain(context, args[0] ?? null);
    return {
      text: label,
      kind: 'not',
      met,
      children: [child],
      how_far: met === true ? 1 : 0,
      need: `must not be: ${child.text}`,
    };
  }
  return {
    text: label,
    kind: operator,
    met,
    children: [],
    how_far: met === true ? 1 : 0,
    need: `needs ${label}`,
  };
}

const COMPARISONS = new Set(['<', '<=', '>', '>=', '===', '!==', 'in']);

function valueOf({ evaluation, locals }: Context, logic: Logic): Value {
  return evaluation.value({ logic }, locals);
}

function explainBoth(
  context: Context,
  kind: 'and' | 'or',
  args: readonly Logic[],
  text: string,
  met: boolean | null,
): ExplainNode {
  const children = args.map(arg => explain(context, arg));
  const parts = children.map(child => child.how_far ?? (child.met === true ? 1 : 0));
  const how_far =
    kind === 'and'
      ? parts.reduce((sum, part) => sum + part, 0) / Math.max(1, parts.length)
      : Math.max(0, ...parts);
  return { text, kind, met, how_far: met === true ? 1 : Math.min(how_far, 0.99), children };
}

/** A segment, a yes/no metric or a hold: for holds how long it has been true. */
function explainVariable(context: Context, path: string, text: string, met: boolean | null): ExplainNode {
  const { evaluation } = context;
  const { prepared, decisions, today } = evaluation;
  const feature = path.startsWith('metrics.')
    ? prepared.program.manifest.features[path.slice('metrics.'.length)]
    : undefined;
  if (feature?.read.kind === 'hold') {
    const { condition, operator, days } = feature.read;
    const expression = prepared.holds.get(condition);
    const child = expression === undefined ? [] : [explainCondition(evaluation, expression)];
    const state = decisions.holds[condition];
    if (operator === 'for') {
      const held = child[0]?.met === true ? daysInARow(state, today - 1) : 0;
      const how_far = met === true ? 1 : Math.min(0.99, held / days);
      return {
        text,
        kind: 'hold',
        met,
        value: held,
        how_far,
        need: `“${condition}” has held for ${held} of ${days} days`,
        children: child,
      };
    }
    const last = lastTrueDay(state, today - 1);
    const ago = last === null ? 'never, as far as is known' : `${today - last} days ago`;
    return {
      text,
      kind: 'hold',
      met,
      how_far: met === true ? 1 : 0,
      need: `“${condition}” was last true ${ago}; it must be within ${days} days`,
      children: child,
    };
  }
  const rule = path.startsWith('segments.')
    ? prepared.segment(path.slice('segments.'.length))?.when
    : path.startsWith('named.')
      ? prepared.named(path.slice('named.'.length))?.value
      : undefined;
  const children = rule === undefined || rule.type !== 'boolean' ? [] : [explainCondition(evaluation, rule)];
  return {
    text,
    kind: 'name',
    met,
    how_far: met === true ? 1 : (children[0]?.how_far ?? 0),
    need: `needs ${text}`,
    children,
  };
}

function explainComparison(
  context: Context,
  operator: string,
  args: readonly Logic[],
  text: string,
  met: boolean | null,
): ExplainNode {
  const { program } = context.evaluation.prepared;
  const between = operator === '<=' && args.length === 3;
  const left = (between ? args[1] : args[0]) ?? null;
  const type = typeOfLogic(left, program);
  const value = valueOf(context, left);
  const shown = `${describeLogic(left, program)} is ${formatValue(value, type)}`;
  const bound = (logic: Logic | undefined): Value => valueOf(context, logic ?? null);
  const name = (logic: Logic | undefined): string => formatValue(bound(logic), type);
  const base = { text, kind: 'comparison', met, value, children: [] };
  if (between) {
    const how_far =
      met === true
        ? 1
        : Math.min(nearness('>=', value, bound(args[0])), nearness('<=', value, bound(args[2])));
    return { ...base, how_far, need: `${shown}; it must be between ${name(args[0])} and ${name(args[2])}` };
  }
  if (operator === 'in') {
    const list = isList(args[1] ?? null) ? (args[1] as readonly Logic[]).map(String).join(', ') : '';
    return { ...base, how_far: met === true ? 1 : 0, need: `${shown}; it must be one of ${list}` };
  }
  const need = `${shown}; it must be ${WORDS[operator] ?? operator} ${name(args[1])}`;
  return { ...base, how_far: met === true ? 1 : nearness(operator, value, bound(args[1])), need };
}

const WORDS: Readonly<Record<string, string>> = {
  '<': 'under',
  '<=': 'at most',
  '>': 'over',
  '>=': 'at least',
  '===': '',
  '!==': 'other than',
};

/** How near an unmet comparison is, 0 to just under 1. */
function nearness(operator: string, value: Value, need: Value): number {
  if (typeof value !== 'number' || typeof need !== 'number') return 0;
  const [part, whole] = operator.startsWith('>') ? [value, need] : [need, value];
  if (!operator.startsWith('>') && !operator.startsWith('<')) return 0;
  if (operator.startsWith('>') ? value >= need && operator === '>=' : value <= need && operator === '<=')
    return 1;
  if (whole <= 0) return 0;
  return Math.max(0, Math.min(0.99, part / whole));
}
