import { describe, expect, it } from 'vitest';
import type { Expectation, Scope } from '../../../dsl/check/index.ts';
import { compileText } from '../../../dsl/compile/expressions/compile-text.ts';
import { createFieldCompiler } from '../../../dsl/compile/fields/field-compiler.ts';
import { compileDocuments } from '../../../dsl/compile/program.ts';
import { decompile } from '../../../dsl/decompile/index.ts';
import { loadDocuments } from '../../../dsl/documents/index.ts';
import type { Expression } from '../../../dsl/index.ts';
import { readDefaultRules } from '../../support/default-rules.ts';

interface CompiledRule {
  readonly expression: Expression;
  readonly scope: Scope;
  readonly expectation: Expectation;
}

/** Every text of the default rules as it is compiled, with the scope that it stands in. */
function compiledRules(): readonly CompiledRule[] {
  const rules: CompiledRule[] = [];
  const recording: typeof compileText = (text, scope, expectation) => {
    const result = compileText(text, scope, expectation);
    if (result.expression !== undefined) rules.push({ expression: result.expression, scope, expectation });
    return result;
  };
  compileDocuments(loadDocuments(readDefaultRules()), createFieldCompiler({ compileText: recording }));
  return rules;
}

describe('every compiled rule of the default content', () => {
  const rules = compiledRules();

  const decompiled = rules.map(rule => ({
    ...rule,
    back: decompile(rule.expression.logic, rule.scope, rule.expectation),
  }));

  it('is decompiled to a text that compiles to the same JSONLogic', () => {
    expect(rules.length).toBeGreaterThan(500);
    const others = decompiled.filter(({ back }) => !back.exact);
    expect(others.map(({ expression, back }) => [expression.text, back.diagnostics])).toEqual([]);
  });

  it('is mostly decompiled to the very text of its author', () => {
    const same = decompiled.filter(({ expression, back }) => back.expression?.text === expression.text);
    expect(same.length / rules.length).toBeGreaterThan(0.9);
  });
});
