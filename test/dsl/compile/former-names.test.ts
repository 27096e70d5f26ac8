import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../../dsl/index.ts';
import { applyFix } from '../support/apply-fix.ts';
import { SMALL_RULES } from '../support/small-rules.ts';

const renamed = SMALL_RULES.map(file => ({
  ...file,
  text: file.text.replace('id: explorer\n', 'id: data_week\nwas: [explorer]\n'),
}));

describe('a rule that was renamed', () => {
  const found = compileFiles(renamed).diagnostics.filter(({ code }) => code === 'value-not-listed');

  it('is named by its present id wherever the former one still stands', () => {
    expect(found.length).toBeGreaterThan(1);
    for (const { message, fixes } of found) {
      expect(message).toBe('`explorer` is now called `data_week`.');
      expect(fixes.map(({ title }) => title)).toEqual(['Write `"data_week"`']);
    }
  });

  it('is named so in every place once the fixes are applied', () => {
    const edits = found.flatMap(({ fixes }) => fixes.flatMap(fix => fix.edits));
    const mended = applyFix(renamed, { title: 'Write the present id', edits });
    expect(compileFiles(mended).diagnostics).toEqual([]);
  });

  it('whose former id another rule has taken over is not meant by it', () => {
    const taken = renamed.map(file => ({
      ...file,
      text: file.text.replace('id: caller\n', 'id: explorer\n'),
    }));
    const messages = compileFiles(taken).diagnostics.map(({ message }) => message);
    expect(messages).not.toContain('`explorer` is now called `data_week`.');
  });
});
