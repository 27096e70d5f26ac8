import { describe, expect, it } from 'vitest';
import { toCompletionItem, toMarker, toTextEdit, toTheme } from '../../../editor/rule-language/to-monaco.ts';

const range = {
  start: { line: 3, column: 7, offset: 20 },
  end: { line: 3, column: 12, offset: 25 },
};
const diagnostic = {
  code: 'name-unknown',
  severity: 'error',
  file: 'a.yaml',
  range,
  message: '`recharge.amout` is unknown',
  expected: '`recharge.amount`',
  fixes: [],
} as const;

describe('what Monaco is told', () => {
  it('puts the squiggle under the problem’s own characters, with what was expected', () => {
    expect(toMarker(diagnostic)).toEqual({
      startLineNumber: 3,
      startColumn: 7,
      endLineNumber: 3,
      endColumn: 12,
      severity: 8,
      message: '`recharge.amout` is unknown\nExpected: `recharge.amount`',
      code: 'name-unknown',
      source: 'cairn',
    });
  });

  it('makes an empty range one character wide, so that it can be seen', () => {
    const marker = toMarker({ ...diagnostic, range: { start: range.start, end: range.start } });
    expect([marker.startColumn, marker.endColumn]).toEqual([7, 8]);
  });

  it('calls a warning a warning', () => {
    expect(toMarker({ ...diagnostic, severity: 'warning' }).severity).toBe(4);
  });

  it('keeps the order in which the language offers its suggestions', () => {
    const word = { startLineNumber: 1, startColumn: 1, endLineNumber: 1, endColumn: 3 };
    const items = Array.from({ length: 12 }, (_, index) =>
      toCompletionItem({ label: `n${index}`, kind: 'name', insert: 'n' }, word, index),
    );
    const sorted = [...items].sort((left, right) =>
      String(left.sortText).localeCompare(String(right.sortText)),
    );
    expect(sorted).toEqual(items);
  });

  it('inserts a call as a snippet, and a name as it is', () => {
    const word = { startLineNumber: 1, startColumn: 1, endLineNumber: 1, endColumn: 3 };
    expect(
      toCompletionItem({ label: 'count', kind: 'aggregate', insert: 'count(${1})', snippet: true }, word, 0)
        .insertTextRules,
    ).toBe(4);
    expect(
      toCompletionItem({ label: 'risk', kind: 'name', insert: 'risk' }, word, 0).insertTextRules,
    ).toBeUndefined();
  });

  it('carries a fix’s edit over', () => {
    expect(toTextEdit({ file: 'a.yaml', range, text: 'amount' })).toEqual({
      range: { startLineNumber: 3, startColumn: 7, endLineNumber: 3, endColumn: 12 },
      text: 'amount',
    });
  });

  it('takes its colours from the page’s tokens', () => {
    const theme = toTheme(true, token => (token === '--surface' ? '171e27' : 'ffffff'));
    expect(theme.base).toBe('vs-dark');
    expect(theme.colors['editor.background']).toBe('#171e27');
    expect(theme.rules.every(rule => /^[0-9a-f]{6}$/.test(rule.foreground ?? ''))).toBe(true);
  });
});
