import type { RuleCondition } from '../../compile/fields/field-compiler.ts';
import { CATALOGUE } from '../../diagnostics/index.ts';
import type { Diagnostic, Fix } from '../../diagnostics/index.ts';
import type { Logic } from '../../program/logic.ts';
import { exampleOf } from '../examples.ts';
import { keepingBranch, removing, removingPart } from '../fixes.ts';
import { byField, fieldOf, isInside, logicOf, partOf } from '../parts.ts';
import { rootsOf } from '../roots.ts';
import type { Root } from '../roots.ts';
import { operationOf } from '../solver/operation.ts';
import { isPossible, solve } from '../solver/solve.ts';
import type { Goal, Theory } from '../solver/theory.ts';
import { finding, textAt } from '../subject.ts';
import type { Subject } from '../subject.ts';
import { createTheories } from '../theories.ts';
import { createIsSettledSegment } from './settled-segments.ts';

/** Conditions that no customer ever meets, or that every customer always does, the smallest part at fault named. */
export function checkConditions(subject: Subject): readonly Diagnostic[] {
  const theoryOf = createTheories(subject);
  const isSettled = createIsSettledSegment(subject);
  const roots = new Map(rootsOf(subject).map(root => [fieldOf(root), root]));
  return byField(subject.conditions).flatMap(conditions => {
    const [first] = conditions;
    const theory = theoryOf(first);
    if (theory === undefined) return [];
    const found = checkField(subject, theory, conditions, isSettled);
    const root = found.length === 0 ? undefined : roots.get(fieldOf(first));
    const dead = root !== undefined && !isPossible(theory, [{ logic: root.logic, truth: true }]);
    return dead ? found.map(problem => withLoss(problem, root)) : found;
  });
}

/** Of a condition that keeps a whole rule from ever working it is told what is lost. */
function withLoss(problem: Diagnostic, { kind, loss, document, path }: Root): Diagnostic {
  if (problem.code !== 'condition-never') return problem;
  const code = kind === 'rule' ? 'rule-never' : 'level-never';
  const fixes = kind === 'rule' ? problem.fixes : withoutLevel(document, path);
  const { severity } = CATALOGUE[code];
  return { ...problem, code, severity, message: `${loss}: ${problem.message}`, fixes };
}

/** A badge or a ladder without levels would be none. */
function withoutLevel(document: Root['document'], path: Root['path']): readonly Fix[] {
  const levels: unknown = Reflect.get(document.value, 'levels');
  const isOnly = typeof levels === 'object' && levels !== null && Object.keys(levels).length < 2;
  return isOnly ? [] : removing(document, path.slice(0, 2), String(path[1]));
}

/** More of one field nobody reads. */
const MAX_FINDINGS = 20;

type Outcome = 'never' | 'always';

function checkField(
  subject: Subject,
  theory: Theory,
  conditions: readonly RuleCondition[],
  isSettled: (segment: string) => boolean,
): readonly Diagnostic[] {
  const contexts = contextsOf(conditions);
  const found: Diagnostic[] = [];
  const faulty: RuleCondition[] = [];
  // What stands in a text again and again is one mistake.
  const told = new Set<string>();
  for (const condition of conditions) {
    if (found.length === MAX_FINDINGS) break;
    if (condition.kind === 'choice' || faulty.some(inner => isInside(inner, condition))) continue;
    const context = contexts.get(condition.logic) ?? [];
    const outcome = outcomeOf(theory, condition, context);
    if (outcome === undefined) continue;
    faulty.push(condition);
    const text = textAt(condition);
    const said = `${outcome} ${text}`;
    if (isSettled(text) || told.has(said)) continue;
    told.add(said);
    found.push(report(subject, theory, conditions, condition, outcome, context));
  }
  return found;
}

function outcomeOf(theory: Theory, condition: RuleCondition, context: readonly Goal[]): Outcome | undefined {
  const logic = logicOf(condition);
  const able = (truth: boolean): boolean => solve(theory, [...context, { logic, truth }]).kind !== 'never';
  if (!able(true)) return 'never';
  return able(false) ? undefined : 'always';
}

function report(
  subject: Subject,
  theory: Theory,
  conditions: readonly RuleCondition[],
  condition: RuleCondition,
  outcome: Outcome,
  context: readonly Goal[],
): Diagnostic {
  const text = textAt(condition);
  const given = context.length === 0 ? '' : ' where it stands';
  const branch = branchOf(conditions, condition);
  if (branch !== undefined) {
    const [lost, kept] = outcome === 'never' ? (['then', 'else'] as const) : (['else', 'then'] as const);
    const message = `\`${text}\` is ${outcome === 'never' ? 'never' : 'always'} true${given}, so what stands after \`${lost}\` never counts.`;
    return finding('branch-never', condition, message, {
      expected: `only what stands after \`${kept}\``,
      fixes: keepingBranch(branch, kept),
    });
  }
  if (outcome === 'always' && condition.logic === subject.program.policy.exclude?.logic) {
    const message = `No mission is ever given: \`${text}\` is true of every customer, and the policy leaves them out.`;
    return finding('rule-never', condition, message);
  }
  if (outcome === 'always')
    return finding(
      'condition-always',
      condition,
      `\`${text}\` is true of every customer${given}, so it decides nothing.`,
      { fixes: removingPart(condition, 'and') },
    );
  const conflict =
    condition.kind === 'decision' ? conflictIn(theory, conditions, condition, context) : undefined;
  if (conflict === undefined)
    return finding('condition-never', condition, `\`${text}\` is true of no customer${given}.`, {
      fixes: removingPart(condition, 'or'),
    });
  const { part, others, goals, values } = conflict;
  const message = `\`${textAt(part)}\` is never true together with ${others.map(other => `\`${textAt(other)}\``).join(' and ')}: no customer meets both.`;
  const example = exampleOf(
    subject.program,
    theory,
    values,
    [...goals.map(goal => goal.logic), logicOf(part)],
    `meets the rest, but not \`${textAt(part)}\``,
  );
  return finding('condition-never', part, message, { example, fixes: removingPart(part, 'and') });
}

interface Conflict {
  readonly part: RuleCondition;
  readonly others: readonly RuleCondition[];
  readonly goals: readonly Goal[];
  readonly values: ReadonlyMap<string, null | boolean | number | string>;
}

/** The first operand of an `and` that contradicts those before it, and which of them it contradicts. */
function conflictIn(
  theory: Theory,
  conditions: readonly RuleCondition[],
  decision: RuleCondition,
  context: readonly Goal[],
): Conflict | undefined {
  const operation = operationOf(logicOf(decision));
  if (operation?.name !== 'and') return undefined;
  const goals = operation.args.map((logic): Goal => ({ logic, truth: true }));
  const index = goals.findIndex(
    (_, at) => solve(theory, [...context, ...goals.slice(0, at + 1)]).kind === 'never',
  );
  const last = goals[index];
  const part = last && partOf(conditions, last.logic);
  if (last === undefined || part === undefined) return undefined;
  const needed = goals.slice(0, index).reduceRight<readonly Goal[]>(
    (kept, goal) => {
      const without = kept.filter(other => other !== goal);
      return solve(theory, [...context, ...without, last]).kind === 'never' ? without : kept;
    },
    goals.slice(0, index),
  );
  const others = needed.flatMap(goal => partOf(conditions, goal.logic) ?? []);
  const rest = solve(theory, [...context, ...needed, { ...last, truth: false }]);
  if (others.length < needed.length || needed.length === 0 || rest.kind !== 'possible') return undefined;
  return { part, others, goals: needed, values: rest.example };
}

/** The `if` that a condition chooses for. */
function branchOf(conditions: readonly RuleCondition[], condition: RuleCondition): RuleCondition | undefined {
  return conditions.find(
    choice => choice.kind === 'choice' && operationOf(logicOf(choice))?.args[0] === condition.logic,
  );
}

/** What is known where a condition stands inside a branch of an `if`: how the `if` came out. */
function contextsOf(conditions: readonly RuleCondition[]): ReadonlyMap<object, readonly Goal[]> {
  const contexts = new Map<object, readonly Goal[]>();
  const visit = (logic: Logic, known: readonly Goal[]): void => {
    if (logic === null || typeof logic !== 'object') return;
    const before = contexts.get(logic);
    if (before === undefined || before.length < known.length) contexts.set(logic, known);
    const operation = operationOf(logic);
    if (operation === undefined) return;
    const { name, args } = operation;
    if (name !== 'if' || args.length !== 3) {
      for (const arg of args) visit(arg, known);
      return;
    }
    const [test = null, then = null, otherwise = null] = args;
    visit(test, known);
    visit(then, [...known, { logic: test, truth: true }]);
    visit(otherwise, [...known, { logic: test, truth: false }]);
  };
  for (const condition of conditions) if (condition.kind === 'choice') visit(logicOf(condition), []);
  return contexts;
}
