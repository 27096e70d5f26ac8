import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIncrementalCompiler } from '../../../dsl/compile/incremental.ts';
import { compileFiles } from '../../../dsl/index.ts';
import type { LoadedDocument, RuleFile } from '../../../dsl/index.ts';
import { SMALL_RULES } from '../support/small-rules.ts';

/** Texts that break rules, change what names mean, or move what stands below. */
const PIECES = [
  ' ', '\n', '---\n', '# note\n', ' > 5', ' and ', '"', ':', '{', ']', '7d', '30 MB', 'engagement', 'data_7d',
  'usage.voice', 'kind: segment\nid: extra\nname: Extra\nwhen: heavy\n---\n', 'boolean', 'where ', '_x', '[a, b]',
] as const; // prettier-ignore

const LINES = SMALL_RULES.flatMap(({ text }) => text.split('\n'));

interface TextEdit {
  readonly file: number;
  /** Where, as a share of the text. */
  readonly at: number;
  readonly removed: number;
  readonly added: string;
}

const edit: fc.Arbitrary<TextEdit> = fc.record({
  file: fc.nat(SMALL_RULES.length - 1),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.oneof(fc.constant(0), fc.nat(12), fc.nat(200)),
  added: fc.oneof(fc.constant(''), fc.constantFrom(...PIECES), fc.constantFrom(...LINES)),
});

function edited(files: readonly RuleFile[], { file, at, removed, added }: TextEdit): readonly RuleFile[] {
  return files.map(({ path, text }, index) => {
    if (index !== file) return { path, text };
    const start = Math.floor(at * text.length);
    return { path, text: text.slice(0, start) + added + text.slice(start + removed) };
  });
}

const placeOf = ({ file, index, kind, id, locate }: LoadedDocument) => ({
  file,
  index,
  kind,
  id,
  at: locate(['id']).range,
});

describe('compiling again', () => {
  it('says after any edits what a compilation of the whole says', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), edits => {
        const compile = createIncrementalCompiler();
        compile(SMALL_RULES);
        let files = SMALL_RULES;
        for (const next of edits) {
          files = edited(files, next);
          const again = compile(files);
          const whole = compileFiles(files);
          expect(again.diagnostics).toEqual(whole.diagnostics);
          expect(again.documents.map(placeOf)).toEqual(whole.documents.map(placeOf));
          expect(again.program?.().hash).toBe(whole.program?.hash);
        }
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it.each([
    ['a metric’s unit', 'sum(usage.data, 7d)', 'count(usage.data, 7d)'],
    ['whether a metric may be missing', 'sum(usage.data, 7d)', 'avg(usage.data, 7d)'],
    ['what an attribute can be', 'rat: [4g, 5g]', 'rat: [4g, 3g]'],
    ['a metric’s id', 'id: data_7d', 'id: data_week'],
    ['an event’s unit', 'unit: byte', 'unit: s'],
    ['the ids of missions', 'id: explorer', 'id: pioneer'],
  ])('finds in other files what a change of %s breaks', (_what, from, to) => {
    const compile = createIncrementalCompiler();
    expect(compile(SMALL_RULES).diagnostics).toEqual([]);
    const files = SMALL_RULES.map(({ path, text }) => ({ path, text: text.replace(from, to) }));
    const again = compile(files).diagnostics;
    expect(again).not.toEqual([]);
    expect(again).toEqual(compileFiles(files).diagnostics);
  });

  it('reads no document again that merely moved', () => {
    const compile = createIncrementalCompiler();
    const before = compile(SMALL_RULES).documents;
    const moved = SMALL_RULES.map(({ path, text }) => ({
      path,
      text: path === 'scores.yaml' ? `\n${text}` : text,
    }));
    const after = compile(moved).documents;
    const readAgain = after.filter((document, index) => document.value !== before[index]?.value);
    expect(readAgain.map(({ id }) => id)).toEqual(['data_7d']);
  });
});
