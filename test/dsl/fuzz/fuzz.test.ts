import { describe, expect, it } from 'vitest';
import { renderDiagnostics } from '../../../dsl/index.ts';
import { parseExpression } from '../../../dsl/syntax/index.ts';
import { readDefaultRules } from '../../support/default-rules.ts';
import { damaged } from '../../support/fuzz/damage.ts';
import { loadDocuments } from '../../../dsl/documents/index.ts';
import { unsoundIn } from '../../support/fuzz/sound.ts';
import { createRandom } from '../../support/mock-api/random.ts';

const files = readDefaultRules();

describe('any text', () => {
  it('is read without a crash, and reported at places and with fixes that it has', () => {
    const random = createRandom(7);
    for (let run = 0; run < 80; run += 1) {
      const file = damaged(files, random);
      const { diagnostics } = loadDocuments([file]);
      expect(unsoundIn(diagnostics, [file]), JSON.stringify(file.text)).toEqual([]);
      expect(renderDiagnostics(diagnostics, [file])).toMatch(/problems found|errors?|warnings?/);
    }
  });

  it('is an expression or has problems that lie within it', () => {
    const random = createRandom(8);
    for (let run = 0; run < 300; run += 1) {
      const text = damaged(files, random).text.slice(0, 80);
      const { ast, problems } = parseExpression(text);
      expect(ast === undefined, text).toBe(problems.length > 0);
      for (const { span, fixes = [] } of problems) {
        for (const { start, end } of [span, ...fixes.map(fix => fix.span)]) {
          expect(start >= 0 && start <= end && end <= text.length, JSON.stringify(text)).toBe(true);
        }
      }
    }
  });
});
