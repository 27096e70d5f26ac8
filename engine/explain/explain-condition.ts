import { isList } from '../../dsl/compile/expressions/logic-vars.ts';
import type { Expression, Logic } from '../../dsl/program/logic.ts';
import { parseExpression, printExpression } from '../../dsl/syntax/index.ts';
import type { Expr } from '../../dsl/syntax/index.ts';
import { daysInARow, lastTrueDay } from '../holds/hold-state.ts';
import type { Evaluation, LocalSlots } from '../runtime/evaluation.ts';
import type { Value } from '../runtime/mission-context.ts';
import type { ExplainNode } from '../views.ts';
import { describeLogic, operationOf, typeOfLogic } from './describe-logic.ts';
import type { LocalTypes } from './describe-logic.ts';
import { formatValue } from './format-value.ts';

export interface ExplainOptions {
  readonly locals?: LocalSlots;
  /** What `mission.target`, `mission.fixed.own` … are measured in. */
  readonly types?: LocalTypes;
}

/**
 * A condition taken apart along `and`, `or` and `not`: each part with what it saw, what it needs and how far that is.
 * What is explained is the compiled rule; the author's text lends it its words.
 */
export function explainCondition(
  evaluation: Evaluation,
  condition: Expression,
  options: ExplainOptions = {},
): ExplainNode {
  return explain({ evaluation, ...options }, condition.logic, parseExpression(condition.text).ast);
}

interface Context extends ExplainOptions {
  readonly evaluation: Evaluation;
}

const COMPARISONS = new Set(['<', '<=', '>', '>=', '===', '!==', 'in']);

function explain(context: Context, logic: Logic, ast: Expr | undefined): ExplainNode {
  const text = ast === undefined ? describe(context, logic) : printExpression(ast);
  const value = valueOf(context, logic);
  const met = value === null ? null : value === true;
  if (logic === null || typeof logic !== 'object' || isList(logic)) {
    return { text, kind: 'constant', met, children: [] };
  }
  const [operator, args] = operationOf(logic);
  const base = { text, met };
  if (operator === 'and' || operator === 'or') return explainBoth(context, operator, args, ast, base);
  if (operator === 'var') return explainVariable(context, String(args[0]), base);
  if (COMPARISONS.has(operator)) return explainComparison(context, operator, args, ast, base);
  const how_far = met === true ? 1 : 0;
  if (operator === '!') {
    const child = explain(context, args[0] ?? null, ast?.kind === 'not' ? ast.operand : undefined);
    return { ...base, kind: 'not', children: [child], how_far, need: `must not be: ${child.text}` };
  }
  return { ...base, kind: operator, children: [], how_far, need: `needs ${text}` };
}

type Base = Pick<ExplainNode, 'text' | 'met'>;

function explainBoth(
  context: Context,
  kind: 'and' | 'or',
  args: readonly Logic[],
  ast: Expr | undefined,
  base: Base,
): ExplainNode {
  const operands = ast?.kind === 'logical' && ast.operands.length === args.length ? ast.operands : [];
  const children = args.map((arg, index) => explain(context, arg, operands[index]));
  const parts = children.map(child => child.how_far ?? (child.met === true ? 1 : 0));
  const average = parts.reduce((sum, part) => sum + part, 0) / Math.max(1, parts.length);
  const how_far = kind === 'and' ? average : Math.max(0, ...parts);
  return { ...base, kind, how_far: base.met === true ? 1 : Math.min(how_far, 0.99), children };
}

/** A segment, a yes/no metric or a hold: for holds how long it has been true. */
function explainVariable(context: Context, path: string, base: Base): ExplainNode {
  const { evaluation } = context;
  const { prepared } = evaluation;
  const feature = path.startsWith('metrics.')
    ? prepared.program.manifest.features[path.slice('metrics.'.length)]
    : undefined;
  if (feature?.read.kind === 'hold') return explainHold(evaluation, feature.read, base);
  if (Object.hasOwn(prepared.given, path)) {
    const need = `“${base.text}” is given as ${formatValue(valueOf(context, { var: path }), 'boolean')}`;
    return { ...base, kind: 'name', how_far: base.met === true ? 1 : 0, need, children: [] };
  }
  const rule = path.startsWith('segments.')
    ? prepared.segment(path.slice('segments.'.length))
    : path.startsWith('named.')
      ? prepared.named(path.slice('named.'.length))
      : undefined;
  const condition = rule === undefined ? undefined : 'when' in rule ? rule.when : rule.value;
  const children = condition?.type === 'boolean' ? [explainCondition(evaluation, condition)] : [];
  const how_far = base.met === true ? 1 : (children[0]?.how_far ?? 0);
  return { ...base, kind: 'name', how_far, need: `needs “${rule?.name ?? base.text}”`, children };
}

function explainHold(
  evaluation: Evaluation,
  read: { readonly condition: string; readonly operator: 'for' | 'within'; readonly days: number },
  base: Base,
): ExplainNode {
  const { prepared, decisions, today } = evaluation;
  const { condition, operator, days } = read;
  const expression = prepared.holds.get(condition);
  const children = expression === undefined ? [] : [explainCondition(evaluation, expression)];
  const state = decisions.holds[condition];
  if (operator === 'for') {
    const held = children[0]?.met === true ? daysInARow(state, today - 1) : 0;
    const how_far = base.met === true ? 1 : Math.min(0.99, held / days);
    const need = `“${condition}” has held for ${held} of ${days} days`;
    return { ...base, kind: 'hold', value: held, how_far, need, children };
  }
  const last = lastTrueDay(state, today - 1);
  const seen =
    last === null ? 'has never been true, as far as is known' : `was last true ${today - last} days ago`;
  const need = `“${condition}” ${seen}; it must be within ${days} days`;
  return { ...base, kind: 'hold', how_far: base.met === true ? 1 : 0, need, children };
}

function explainComparison(
  context: Context,
  operator: string,
  args: readonly Logic[],
  ast: Expr | undefined,
  base: Base,
): ExplainNode {
  const { program } = context.evaluation.prepared;
  const between = operator === '<=' && args.length === 3;
  const left = (between ? args[1] : args[0]) ?? null;
  const type = typeOfLogic(left, program, context.types);
  const value = valueOf(context, left);
  const shown = `${subjectOf(context, left, ast)} is ${formatValue(value, type)}`;
  const bound = (logic: Logic | undefined): Value => valueOf(context, logic ?? null);
  const name = (logic: Logic | undefined): string => formatValue(bound(logic), type);
  const node = { ...base, kind: 'comparison', value, shown: formatValue(value, type), children: [] };
  const met = base.met === true;
  if (between) {
    const near = Math.min(nearness('>=', value, bound(args[0])), nearness('<=', value, bound(args[2])));
    const need = `${shown}; it must be between ${name(args[0])} and ${name(args[2])}`;
    return { ...node, how_far: met ? 1 : near, need };
  }
  if (operator === 'in') {
    const list = isList(args[1] ?? null) ? (args[1] as readonly Logic[]).map(String).join(', ') : '';
    return { ...node, how_far: met ? 1 : 0, need: `${shown}; it must be one of ${list}` };
  }
  const need = `${shown}; it must be ${WORDS[operator] ?? ''}${name(args[1])}`;
  return { ...node, how_far: met ? 1 : nearness(operator, value, bound(args[1])), need };
}

const WORDS: Readonly<Record<string, string>> = {
  '<': 'under ',
  '<=': 'at most ',
  '>': 'over ',
  '>=': 'at least ',
  '!==': 'other than ',
};

/** What is compared: a rule by its name, anything else by the author's text; what stands in for it need not be said. */
function subjectOf(context: Context, left: Logic, ast: Expr | undefined): string {
  const side =
    ast?.kind === 'compare'
      ? ast.left
      : ast?.kind === 'between' || ast?.kind === 'in'
        ? ast.value
        : undefined;
  const subject = side?.kind === 'otherwise' ? side.value : side;
  if (subject === undefined) return describe(context, left);
  if (subject.kind === 'path') return nameOf(context, subject.names.join('.'));
  return printExpression(subject);
}

function nameOf({ evaluation: { prepared } }: Context, id: string): string {
  const rule = prepared.score(id) ?? prepared.named(id) ?? prepared.segment(id);
  const words = id.replaceAll('_', ' ');
  return rule?.name ?? words.charAt(0).toUpperCase() + words.slice(1);
}

function describe({ evaluation, types }: Context, logic: Logic): string {
  return describeLogic(logic, evaluation.prepared.program, types);
}

function valueOf({ evaluation, locals }: Context, logic: Logic): Value {
  return evaluation.value({ logic }, locals);
}

/** How near an unmet comparison is, 0 to just under 1. */
function nearness(operator: string, value: Value, need: Value): number {
  if (typeof value !== 'number' || typeof need !== 'number') return 0;
  const rising = operator.startsWith('>');
  if (!rising && !operator.startsWith('<')) return 0;
  if (operator.endsWith('=') && (rising ? value >= need : value <= need)) return 1;
  const [part, whole] = rising ? [value, need] : [need, value];
  return whole <= 0 ? 0 : Math.max(0, Math.min(0.99, part / whole));
}
