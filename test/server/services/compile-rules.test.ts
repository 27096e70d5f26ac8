import { expect, it } from 'vitest';
import { checkRules } from '../../../server/services/compile-rules.ts';
import { readDefaultRules } from '../../support/default-rules.ts';

it('gives no program of rules that compile, but of which one can never hold', () => {
  const text = 'kind: segment\nid: nobody\nname: Nobody\nwhen: engagement > 60 and engagement < 20\n';
  const rules = readDefaultRules().filter(({ path }) => !path.startsWith('tests/'));
  const { program, diagnostics } = checkRules([...rules, { path: 'nobody.yaml', text }]);
  expect(diagnostics.map(({ code }) => code)).toContain('rule-never');
  expect(program).toBeUndefined();
  expect(checkRules(rules).program).toBeDefined();
});
