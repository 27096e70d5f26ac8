import { describe, expect, it } from 'vitest';
import { compileText } from '../../../dsl/compile/expressions/compile-text.ts';
import { MISSION_EXPRESSIONS, RECORD_EXPRESSIONS, RULE_EXPRESSIONS } from '../support/draft-expressions.ts';
import { missionScope, recordScope, ruleScope } from '../support/telecom-scope.ts';
import type { TestScope } from '../support/telecom-scope.ts';

describe('what expressions compile to', () => {
  it.each<[string, () => TestScope, readonly string[]]>([
    ['rules', ruleScope, RULE_EXPRESSIONS],
    ['missions', missionScope, MISSION_EXPRESSIONS],
    ['records', recordScope, RECORD_EXPRESSIONS],
  ])('is what it was, in %s', async (name, scopeOf, texts) => {
    const rows = texts.map(text => {
      const { expression } = compileText(text, scopeOf(), { allowMissing: true });
      if (expression === undefined) throw new Error(`${text} does not compile`);
      const { type, missing, logic } = expression;
      return `${text}\n  ${type}${missing ? ', may be missing' : ''}\n  ${JSON.stringify(logic)}\n`;
    });
    await expect(rows.join('\n')).toMatchFileSnapshot(`cases/${name}.txt`);
  });
});
