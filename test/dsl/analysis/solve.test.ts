import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Logic } from '../../../dsl/index.ts';
import { includes } from '../../../dsl/analysis/domains/index.ts';
import { createReasoning } from '../../../dsl/analysis/solver/reasoning.ts';
import { solve } from '../../../dsl/analysis/solver/solve.ts';
import { createState } from '../../../dsl/analysis/solver/state.ts';
import { evaluateWith } from '../../../engine/logic/index.ts';
import type { Value } from '../../../dsl/analysis/solver/evaluate.ts';
import { conditions, customers, figures, reading, THEORY } from './support/random-rules.ts';

const run = (logic: Logic, read: (path: string) => Value): Value => evaluateWith(logic, read) as Value;

/** What is harder may stay unknown: the claims are of what is said. */
const FEW_STATES = 25;

/** JSONLogic's truth: an empty list is false. */
const isMet = (logic: Logic, read: (path: string) => Value): boolean => run({ '!!': [logic] }, read) === true;

describe('what is said of random rules', () => {
  it('is never “never” where the engine finds a customer', () => {
    fc.assert(
      fc.property(
        conditions,
        fc.boolean(),
        fc.array(customers, { minLength: 20, maxLength: 20 }),
        (logic, truth, all) => {
          if (solve(THEORY, [{ logic, truth }], FEW_STATES).kind !== 'never') return;
          for (const customer of all) expect(isMet(logic, reading(customer, run))).toBe(!truth);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('holds of the example by the engine’s own reading', () => {
    fc.assert(
      fc.property(conditions, fc.boolean(), (logic, truth) => {
        const verdict = solve(THEORY, [{ logic, truth }], FEW_STATES);
        if (verdict.kind === 'possible') expect(isMet(logic, reading(verdict.example, run))).toBe(truth);
      }),
      { numRuns: 150 },
    );
  });

  it('finds an example for what a customer shows to be possible, but for a few', () => {
    let found = 0;
    let all = 0;
    fc.assert(
      fc.property(conditions, customers, (logic, customer) => {
        const truth = isMet(logic, reading(customer, run));
        all += 1;
        if (solve(THEORY, [{ logic, truth }], FEW_STATES).kind === 'possible') found += 1;
      }),
      { numRuns: 150, seed: 1 },
    );
    expect(found / all).toBeGreaterThan(0.95);
  });

  it('covers every figure that the engine works out', () => {
    const reasoning = createReasoning(THEORY);
    fc.assert(
      fc.property(figures, customers, (logic, customer) => {
        const domain = reasoning.domainOf(logic, createState(THEORY.variable));
        const value = run(logic, reading(customer, run));
        fc.pre(typeof value === 'number' && Number.isFinite(value));
        expect(domain.numbers !== undefined && includes(domain.numbers, Number(value))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

describe('rules inside each other', () => {
  const DEPTH = 60;
  /** Each name reads the one before it three times, so that all ways through them are beyond counting. */
  const definition = (path: string): Logic | undefined => {
    const depth = Number(/^step(\d+)$/.exec(path)?.[1] ?? 0);
    if (depth === 0) return undefined;
    const before = { var: depth === 1 ? 'count' : `step${depth - 1}` };
    return {
      if: [
        { '>': [before, depth] },
        { '-': [before, { var: 'score' }] },
        { '+': [before, { var: 'figure' }] },
      ],
    };
  };
  const theory = { ...THEORY, definition };

  it('are left open once the effort is used up', () => {
    const high = { logic: { '>': [{ var: `step${DEPTH}` }, 1e9] }, truth: true };
    const low = { logic: { '<': [{ var: `step${DEPTH}` }, -1e9] }, truth: true };
    expect(solve(theory, [high, low]).kind).toBe('unknown');
  });

  it('take from the effort that all questions share', () => {
    const effort = { left: 50 };
    const goal = { logic: { '>': [{ var: 'step3' }, 1e9] }, truth: true };
    expect(solve({ ...theory, effort }, [goal, { ...goal, truth: false }]).kind).toBe('unknown');
    expect(effort.left).toBeLessThanOrEqual(0);
  });
});
