import { describe, expect, it } from 'vitest';
import type { Expectation, Scope } from '../../../dsl/check/index.ts';
import { compileText } from '../../../dsl/compile/expressions/compile-text.ts';
import { createFieldCompiler } from '../../../dsl/compile/fields/field-compiler.ts';
import { compileDocuments } from '../../../dsl/compile/program.ts';
import { decompile, scopeOfRules } from '../../../dsl/decompile/index.ts';
import { loadDocuments } from '../../../dsl/documents/index.ts';
import { compileFiles } from '../../../dsl/index.ts';
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

  it('comes back the same where nothing but its JSON is known', () => {
    const { scope, limits } = scopeOfRules(readDefaultRules());
    const metrics = compileFiles(readDefaultRules()).program?.named ?? [];
    expect(metrics.length).toBeGreaterThan(30);
    const others = metrics.filter(
      ({ of, value }) =>
        of === undefined && !decompile(value.logic, scope, { allowMissing: true }, limits).exact,
    );
    expect(others.map(({ id }) => id)).toEqual([]);
  });

  it('is mostly decompiled to the very text of its author', () => {
    const same = decompiled.filter(({ expression, back }) => back.expression?.text === expression.text);
    expect(same.length / rules.length).toBeGreaterThan(0.9);
  });
});
