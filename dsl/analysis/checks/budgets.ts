import type { Diagnostic, Fix } from '../../diagnostics/index.ts';
import type { LoadedDocument } from '../../documents/index.ts';
import type { LevelName, MissionRule } from '../../program/program.ts';
import type { Interval } from '../domains/index.ts';
import { writing } from '../fixes.ts';
import { createReasoning } from '../solver/reasoning.ts';
import { createState } from '../solver/state.ts';
import { finding } from '../subject.ts';
import type { Subject } from '../subject.ts';
import { createCourseTheory, levelsOf } from '../theory/mission-theory.ts';

/** Rewards that the budget of their mission cannot pay, or that are beyond all budgets. */
export function checkBudgets(subject: Subject): readonly Diagnostic[] {
  const { program } = subject;
  const budgets = Object.entries(program.policy.budgets);
  const largest = budgets.toSorted(([, a], [, b]) => b.points - a.points)[0];
  const unbounded = program.missions.filter(({ budget }) => budget === undefined);
  return [
    ...budgetsTooSmall(subject),
    ...(largest === undefined ? [] : allBeyondBudgets(subject, unbounded, largest)),
  ];
}

/** Where most pay more than the largest budget has, it is the budget that is out of proportion. */
function allBeyondBudgets(
  subject: Subject,
  rules: readonly MissionRule[],
  largest: LargestBudget,
): readonly Diagnostic[] {
  const found = rules.flatMap(rule => beyondBudgets(subject, rule, largest));
  return found.length > 1 && found.length > rules.length / 2 ? [] : found;
}

type LargestBudget = readonly [string, { readonly points: number }];

/** What bounds nothing may well be a slip of zeros where it is more than all that the policy gives out. */
function beyondBudgets(
  subject: Subject,
  rule: MissionRule,
  [budget, { points }]: LargestBudget,
): readonly Diagnostic[] {
  const worst = worstOf(grantsOf(subject, rule));
  const document = subject.document('mission', rule.id);
  if (worst === undefined || worst.range.low <= points || document === undefined) return [];
  const amount = Math.floor(worst.range.low + 0.5);
  const message = `At level \`${worst.level}\` the mission pays ${figure(amount)} points from no budget: the largest, \`${budget}\`, has ${figure(points)} for everybody.`;
  const expected = `at most ${figure(points)} points, or a \`budget\``;
  const fixes = fittingReward(document, points / worst.range.low);
  return [
    finding('reward-beyond-budgets', { document, path: ['reward', 'points'] }, message, { expected, fixes }),
  ];
}

const figure = (points: number): string => points.toLocaleString('en-US');

function budgetsTooSmall(subject: Subject): readonly Diagnostic[] {
  const { program } = subject;
  return Object.entries(program.policy.budgets).flatMap(([budget, { points }]) => {
    const rules = program.missions.filter(rule => rule.budget === budget);
    const over = rules.flatMap(rule => overBudget(subject, rule, budget, points) ?? []);
    return over.length > 0 ? over : (allOverBudget(subject, rules, budget, points) ?? []);
  });
}

interface Grant {
  readonly level: LevelName;
  /** What it can come to, in points. */
  readonly range: Interval;
}

/** What a mission pays in points, by level. */
function grantsOf({ program, theory: base }: Subject, rule: MissionRule): readonly Grant[] {
  const { points } = rule.reward;
  if (points === undefined) return [];
  return rule.variants.flatMap(variant =>
    levelsOf(variant).flatMap(([level, value]): readonly Grant[] => {
      const theory = createCourseTheory(base, rule, variant, value);
      const reasoning = createReasoning(theory);
      const { numbers } = reasoning.domainOf(
        points.logic,
        createState(key => theory.variable(key)),
      );
      const factor = program.policy.rewardFactors[level] ?? 1;
      if (numbers === undefined) return [];
      return [{ level, range: { ...numbers, low: numbers.low * factor, high: numbers.high * factor } }];
    }),
  );
}

/** The level at which it pays most: what fits there fits at all. */
const worstOf = (grants: readonly Grant[]): Grant | undefined =>
  grants.toSorted((a, b) => b.range.low - a.range.low)[0];

function overBudget(
  subject: Subject,
  rule: MissionRule,
  budget: string,
  points: number,
): Diagnostic | undefined {
  const worst = worstOf(grantsOf(subject, rule));
  const document = subject.document('mission', rule.id);
  if (worst === undefined || document === undefined) return undefined;
  const amount = Math.floor(worst.range.low + 0.5);
  if (amount <= points) return undefined;
  return finding(
    'reward-over-budget',
    { document, path: ['reward', 'points'] },
    `At level \`${worst.level}\` the mission pays ${amount} points, and the whole budget \`${budget}\` has ${points}.`,
    {
      expected: `at most ${points} points, the policy’s factor for the level included`,
      fixes: fittingReward(document, points / worst.range.low),
      example: {
        facts: [
          { name: 'level', value: `"${worst.level}"` },
          { name: 'reward', value: `${amount} points` },
        ],
        outcome: 'the budget never pays it',
      },
    },
  );
}

/** A plain figure made so much smaller that the budget can pay it. */
function fittingReward(document: LoadedDocument, share: number): readonly Fix[] {
  const path = ['reward', 'points'];
  const text = document.locate(path).expression?.text.trim() ?? '';
  if (!/^\d+$/.test(text)) return [];
  return writing({ document, path }, String(Math.floor(Number(text) * share)));
}

/** All that one customer can be paid at a time, with every place taken by the dearest. */
function allOverBudget(
  subject: Subject,
  rules: readonly MissionRule[],
  budget: string,
  points: number,
): Diagnostic | undefined {
  const { program, document } = subject;
  const most = rules
    .map(rule => ({ rule, most: Math.max(0, ...grantsOf(subject, rule).map(({ range }) => range.high)) }))
    .filter(grant => Number.isFinite(grant.most))
    .toSorted((a, b) => b.most - a.most)
    .slice(0, program.policy.maxActive);
  const total = most.reduce((sum, grant) => sum + grant.most, 0);
  const place = document('policy', program.policy.id);
  if (total <= points || place === undefined) return undefined;
  return finding(
    'rewards-over-budget',
    { document: place, path: ['budgets', budget, 'points'] },
    `One customer can earn ${total} points at a time from \`${budget}\`, which has ${points}.`,
    {
      expected: `at least ${Math.ceil(total)} points`,
      fixes: writing({ document: place, path: ['budgets', budget, 'points'] }, String(Math.ceil(total))),
      example: {
        facts: most.map(grant => ({ name: grant.rule.id, value: `${grant.most} points` })),
        outcome: `${total} points of a budget of ${points}`,
      },
    },
  );
}
