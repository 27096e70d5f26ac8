import { describe, expect, it } from 'vitest';
import {
  toRenameEdits,
  toSignatureHelp,
  toTokenData,
} from '../../../editor/rule-language/navigation-to-monaco.ts';
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
      message: '“recharge.amout” is unknown\nExpected: “recharge.amount”',
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

  it('marks the running parameter of a signature by its characters', () => {
    const parameters = [
      { start: 5, end: 6, documentation: 'what is measured' },
      { start: 8, end: 12, documentation: '' },
    ];
    const help = { label: 'ramp(x, full)', documentation: 'Points.', parameters, active: 1 };
    expect(toSignatureHelp(help)).toEqual({
      signatures: [
        {
          label: 'ramp(x, full)',
          documentation: { value: 'Points.' },
          parameters: [{ label: [5, 6], documentation: 'what is measured' }, { label: [8, 12] }],
        },
      ],
      activeSignature: 0,
      activeParameter: 1,
    });
  });

  it('renames in every file at once, or says why not', () => {
    const uriOf = (file: string) => ({ path: file }) as never;
    const edits = [
      { file: 'a.yaml', range, text: 'other' },
      { file: 'b.yaml', range, text: 'other' },
    ];
    const renamed = toRenameEdits({ kind: 'edits', edits }, uriOf).edits;
    expect(renamed.map(edit => 'resource' in edit && edit.resource)).toEqual([
      { path: 'a.yaml' },
      { path: 'b.yaml' },
    ]);
    expect(toRenameEdits({ kind: 'refused', reason: 'taken' }, uriOf).rejectReason).toBe('taken');
    expect(toRenameEdits(undefined, uriOf).rejectReason).toContain('could not');
  });

  it('tells meanings of words relative to the one before, as Monaco wants them', () => {
    const lines = [0, 10];
    const positionAt = (offset: number) => {
      const line = lines.findLastIndex(start => start <= offset);
      return { lineNumber: line + 1, column: offset - (lines[line] ?? 0) + 1 };
    };
    const tokens = [
      { from: 2, to: 5, type: 'name' },
      { from: 6, to: 8, type: 'number' },
      { from: 8, to: 12, type: 'text' },
      { from: 13, to: 15, type: 'key' },
    ] as const;
    expect([...toTokenData(tokens, positionAt)]).toEqual([0, 2, 3, 2, 0, 0, 4, 2, 9, 0, 1, 3, 2, 0, 0]);
  });

  it('takes its colours from the page’s tokens', () => {
    const theme = toTheme(true, token => (token === '--surface' ? '171e27' : 'ffffff'));
    expect(theme.base).toBe('vs-dark');
    expect(theme.colors['editor.background']).toBe('#171e27');
    expect(theme.rules.every(rule => /^[0-9a-f]{6}$/.test(rule.foreground ?? ''))).toBe(true);
  });
});
