import { describe, expect, it } from 'vitest';
import { atEdited, compileFiles } from '../../../dsl/index.ts';
import type { RuleFile } from '../../../dsl/index.ts';
import { createLanguageService } from '../../../dsl/language-service/index.ts';
import { applyFix } from '../support/apply-fix.ts';
import { SMALL_RULES } from '../support/small-rules.ts';

const segment = (id: string) => `kind: segment\nid: ${id}\nname: ${id}\nwhen: count(usage, 30d) > 1\n`;
const metric = (id: string) => `kind: metric\nid: ${id}\nname: ${id}\nvalue: count(usage, 30d)\n`;
const badge = (id: string, was = '') =>
  `kind: badge\nid: ${id}\nname: ${id}\n${was}levels: { bronze: { when: count(usage, 30d) > 1 } }\n`;

const filesOf = (first: string, second: string): readonly RuleFile[] => [
  ...SMALL_RULES,
  { path: 'x1.yaml', text: first },
  { path: 'x2.yaml', text: second },
];

const CASES: readonly (readonly [string, string, string])[] = [
  ['schema-duplicate-id', segment('same'), segment('same')],
  ['name-taken', metric('same'), segment('same')],
  ['was-in-use', badge('one'), badge('two', 'was: [one]\n')],
];

describe('a clash of two documents', () => {
  it.each(CASES)('is told in the file that is being edited: %s', (code, first, second) => {
    const files = filesOf(first, second);
    const { diagnostics, documents } = compileFiles(files);
    for (const [edited, other] of [
      ['x1.yaml', 'x2.yaml'],
      ['x2.yaml', 'x1.yaml'],
    ] as const) {
      const told = atEdited(diagnostics, documents, new Set([edited]));
      expect(told).toHaveLength(diagnostics.length);
      const [problem] = told.filter(found => found.code === code);
      expect(problem?.file).toBe(edited);
      expect(problem?.message).toMatch(code === 'was-in-use' && edited === 'x2.yaml' ? /one/ : other);
    }
  });

  it('is mended where it is told', () => {
    const files = filesOf(segment('same'), segment('same'));
    const { diagnostics, documents } = compileFiles(files);
    const [problem] = atEdited(diagnostics, documents, new Set(['x1.yaml']));
    const [fix] = problem?.fixes ?? [];
    expect(fix && applyFix(files, fix).at(-2)?.text).toBe(segment('same').replace('id: same', 'id: same_2'));
  });

  it('of which no document is being edited stays where it is', () => {
    const { diagnostics, documents } = compileFiles([
      ...filesOf(segment('same'), segment('same')),
      { path: 'x3.yaml', text: metric('other') },
    ]);
    expect(atEdited(diagnostics, documents, new Set(['x3.yaml']))).toEqual(diagnostics);
  });

  it('is told by the language service in the file that was written last', () => {
    const service = createLanguageService(filesOf(segment('one'), segment('two')));
    const told = (): readonly string[] =>
      service.diagnostics().flatMap(({ code, file }) => (code === 'schema-duplicate-id' ? [file] : []));
    service.update('x1.yaml', segment('two'));
    expect(told()).toEqual(['x1.yaml']);
    service.update('x2.yaml', `${segment('two')}# more\n`);
    expect(told()).toEqual(['x2.yaml']);
  });
});
