import { expect, it } from 'vitest';
import { CATALOGUE } from '../../../../dsl/diagnostics/index.ts';
import { isDiagnosticCode, writePage } from '../../../../dsl/diagnostics/pages/write-page.ts';

const INTRODUCTION = `# What is found in rules

Every problem that \`cairn check\`, the editor and the API report has a code. This page has a section for each: what it
means, why it matters, rules that have the problem and the same rules without it. \`cairn check --explain CODE\` shows
one of them. The text is written from \`dsl/diagnostics/pages\`, where a test runs every example.
`;

it('the page of all diagnostics is what their pages say now', async () => {
  const codes = Object.keys(CATALOGUE).filter(isDiagnosticCode);
  const text = [INTRODUCTION, ...codes.map(code => writePage(code))].join('\n');
  await expect(text).toMatchFileSnapshot('../../../../dsl/DIAGNOSTICS.md');
});

it('a word that is no code is told apart', () => {
  expect(isDiagnosticCode('type-units')).toBe(true);
  expect(isDiagnosticCode('toString')).toBe(false);
});
