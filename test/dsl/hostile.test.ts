import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../dsl/compile/program.ts';
import { formatFile } from '../../dsl/format/index.ts';
import { HOSTILE_FILES } from '../support/hostile-files.ts';

describe('a hostile file', () => {
  it.each(HOSTILE_FILES)('is refused by problems, not by a crash: %s', (_, text) => {
    const { diagnostics, program } = compileFiles([{ path: 'hostile.yaml', text }]);
    expect(program).toBeUndefined();
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(JSON.stringify(diagnostics).length).toBeLessThan(1_000_000);
  });

  it.each(HOSTILE_FILES)('is left as it is by the formatter, or said the same: %s', (_, text) => {
    const formatted = formatFile({ path: 'hostile.yaml', text });
    const again = formatFile({ path: 'hostile.yaml', text: formatted.text });
    expect(again.text).toBe(formatted.text);
  });

  const excessive = HOSTILE_FILES.filter(([, text]) => text.length > 15_000);
  it.each(excessive)('is told off once where it is too large to be read: %s', (_, text) => {
    const { diagnostics } = compileFiles([{ path: 'hostile.yaml', text }]);
    expect(diagnostics.map(({ code }) => code)).toEqual([expect.stringMatching(/^yaml-too-(large|deep)$/)]);
  });

  it('of nothing but unknown fields is told so often enough', () => {
    const fields = Array.from({ length: 3_000 }, (_, index) => `k${index}: 1`).join('\n');
    const text = `kind: metric\nid: x\nname: x\nvalue: 1\n${fields}\n`;
    const { diagnostics } = compileFiles([{ path: 'hostile.yaml', text }]);
    expect(diagnostics).toHaveLength(200);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['schema-unknown-field']));
  });
});
