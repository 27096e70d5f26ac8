import { describe, expect, it, vi } from 'vitest';
import type { Expectation } from '../../../dsl/check/index.ts';
import type { Scope } from '../../../dsl/check/index.ts';
import type * as CompileText from '../../../dsl/compile/compile-text.ts';
import { decompile } from '../../../dsl/decompile/index.ts';
import type { Expression } from '../../../dsl/index.ts';
import { defaultProgram } from '../../support/default-rules.ts';

interface CompiledRule {
  readonly expression: Expression;
  readonly scope: Scope;
  readonly expectation: Expectation;
}

/** Every text of the default rules as it is compiled, with the scope that it stands in. */
const compiled = vi.hoisted(() => [] as CompiledRule[]);

vi.mock(import('../../../dsl/compile/compile-text.ts'), async original => {
  const module: typeof CompileText = await original();
  const compileText: typeof CompileText.compileText = (text, scope, expectation) => {
    const result = module.compileText(text, scope, expectation);
    if (result.expression !== undefined) compiled.push({ expression: result.expression, scope, expectation });
    return result;
  };
  return { ...module, compileText };
});

describe('every compiled rule of the default content', () => {
  it('is decompiled to a text that compiles to the same JSONLogic', () => {
    defaultProgram();
    const rules = [...compiled];
    expect(rules.length).toBeGreaterThan(500);
    const failed = rules.flatMap(({ expression, scope, expectation }) => {
      const back = decompile(expression.logic, scope, expectation);
      return back.exact ? [] : [{ from: expression.text, to: back.expression?.text, why: back.diagnostics }];
    });
    expect(failed).toEqual([]);
  });
});
