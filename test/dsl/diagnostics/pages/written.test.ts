import { expect, it } from 'vitest';
import { decompile } from '../../../../dsl/decompile/index.ts';
import { CATALOGUE } from '../../../../dsl/diagnostics/index.ts';
import { isLogicCode, LOGIC_CODES, writeLogicPage } from '../../../../dsl/diagnostics/pages/logic-pages.ts';
import { isDiagnosticCode, writePage } from '../../../../dsl/diagnostics/pages/write-page.ts';
import { ruleScope } from '../../support/telecom-scope.ts';

const INTRODUCTION = `# What is found in rules

Every problem that \`cairn check\`, the editor and the API report has a code. This page has a section for each: what it
means, why it matters, rules that have the problem and the same rules without it. \`cairn check --explain CODE\` shows
one of them. The text is written from \`dsl/diagnostics/pages\`, where a test runs every example.
`;

it('the page of all diagnostics is what their pages say now', async () => {
  const codes = Object.keys(CATALOGUE).filter(isDiagnosticCode);
  const ofLogic = LOGIC_CODES.filter(isLogicCode).map(writeLogicPage);
  const text = [INTRODUCTION, ...codes.map(code => writePage(code)), ...ofLogic].join('\n');
  await expect(text).toMatchFileSnapshot('../../../../dsl/DIAGNOSTICS.md');
});

it('a word that is no code is told apart', () => {
  expect(isDiagnosticCode('type-units')).toBe(true);
  expect(isDiagnosticCode('toString')).toBe(false);
});

it.each([
  ['logic-no-rule', { '>>': [{ var: 'scores.risk' }, 60] }, { '>': [{ var: 'scores.risk' }, 60] }],
  ['logic-no-text', { '>': [{ var: 'named.risk' }, 60] }, { '>': [{ var: 'scores.risk' }, 60] }],
] as const)('the page of %s shows such JSON, and the right one', (code, wrong, right) => {
  const page = writeLogicPage(code);
  for (const logic of [wrong, right]) expect(page.replaceAll(/\s/g, '')).toContain(JSON.stringify(logic));
  const found = (logic: unknown) =>
    decompile(logic, ruleScope(), { type: 'condition', allowMissing: false }).diagnostics.map(
      problem => problem.code,
    );
  expect([found(wrong), found(right)]).toEqual([[code], []]);
});
