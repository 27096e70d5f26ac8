import { describe, expect, it } from 'vitest';
import { analyse, compileFiles } from '../../../dsl/index.ts';
import type { Logic } from '../../../dsl/index.ts';
import type { Value } from '../../../dsl/analysis/solver/evaluate.ts';
import { keyOf, operationOf } from '../../../dsl/analysis/solver/operation.ts';
import { solve } from '../../../dsl/analysis/solver/solve.ts';
import { createSubject } from '../../../dsl/analysis/subject.ts';
import { createTheories } from '../../../dsl/analysis/theories.ts';
import { evaluateWith } from '../../../engine/logic/index.ts';
import { readDefaultRules } from '../../support/default-rules.ts';

const compiled = compileFiles(readDefaultRules());

describe('the default rules', () => {
  it('are found to be right', () => {
    expect(compiled.program).toBeDefined();
    expect(analyse(compiled)).toEqual([]);
  });

  it('have an example for every condition, either way, that the engine confirms', () => {
    const { program } = compiled;
    if (program === undefined) throw new Error('the default rules do not compile');
    const theoryOf = createTheories(createSubject(compiled, program));
    const unconfirmed: string[] = [];
    for (const condition of compiled.conditions) {
      const theory = theoryOf(condition);
      if (theory === undefined || condition.kind === 'choice') continue;
      const logic = condition.logic as { readonly [operator: string]: Logic };
      for (const truth of [true, false]) {
        const verdict = solve(theory, [{ logic, truth }]);
        const read = (path: string): Value => {
          const defined = theory.definition(path);
          if (defined !== undefined) return evaluateWith(asVariables(defined), read) as Value;
          return verdict.kind === 'possible' ? (verdict.example.get(path) ?? null) : null;
        };
        const met = evaluateWith(asVariables({ '!!': [logic] }), read);
        if (verdict.kind !== 'possible' || met !== truth)
          unconfirmed.push(`${truth} ${JSON.stringify(logic)}`);
      }
    }
    expect(unconfirmed).toEqual([]);
  });
});

/** Calls that an example takes as given, such as how many months have passed, are read as variables. */
function asVariables(logic: Logic): Logic {
  if (Array.isArray(logic)) return logic.map(asVariables);
  const operation = operationOf(logic);
  if (operation === undefined || operation.name === 'var' || operation.name === 'missing') return logic;
  const key = keyOf(logic);
  return key === undefined ? { [operation.name]: operation.args.map(asVariables) } : { var: key };
}
