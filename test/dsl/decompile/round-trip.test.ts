import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileText } from '../../../dsl/compile/expressions/compile-text.ts';
import { decompile } from '../../../dsl/decompile/index.ts';
import { typedTexts } from '../support/typed-expressions.ts';
import { ruleScope } from '../support/telecom-scope.ts';

const scope = ruleScope();
const anyResult = { allowMissing: true };

describe('a generated expression', () => {
  it('compiles to JSONLogic that decompiles to a text of the same JSONLogic, which then stays as it is', () => {
    let compiled = 0;
    fc.assert(
      fc.property(
        typedTexts(['number', 'duration', 'data', 'money', 'points', 'time', 'text', 'condition']),
        text => {
          const { expression, problems } = compileText(text, scope, anyResult);
          // What a warning calls needless (`20 otherwise x`) leaves no trace in JSONLogic, its type neither.
          if (expression === undefined || problems.length > 0) return;
          compiled += 1;
          const { type } = expression;
          const back = decompile(expression.logic, scope, { type, allowMissing: true });
          expect([text, back.diagnostics.filter(({ severity }) => severity === 'error')]).toEqual([text, []]);
          expect(back.expression?.logic).toEqual(expression.logic);
          const again = compileText(back.expression?.text ?? '', scope, anyResult).expression;
          expect(again?.text).toBe(back.expression?.text);
        },
      ),
      { numRuns: Number(process.env['RUNS'] ?? 200), seed: 1 },
    );
    expect(compiled).toBeGreaterThan(80);
  });

  it('needs no guard against a divisor of 0 that is worked out of figures', () => {
    const { expression } = compileText(
      'recency(tenure, if prepaid then 12h else 12h + 0d)',
      scope,
      anyResult,
    );
    const back = decompile(expression?.logic ?? null, scope, { type: 'number', allowMissing: true });
    expect(back.expression?.text).toBe('recency(tenure, if prepaid then 12h else 12h)');
    expect(back.expression?.logic).toEqual(expression?.logic);
  });
});
