import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDocumentLoader, loadDocuments } from '../../../dsl/documents/index.ts';

const load = (text: string) => loadDocuments([{ path: 'f.yaml', text }]);
const codes = (text: string) => load(text).diagnostics.map(({ code }) => code);
const segment = (id: string, rest = 'when: true') => `kind: segment\nid: ${id}\nname: ${id}\n${rest}\n`;

describe('loadDocuments', () => {
  it('keeps each expression as it is written, whatever YAML would make of it', () => {
    const { documents } = load(
      'kind: mission\nid: m\nname: 404\ncategory: c\nperiod: 7d\nprogress: 1.10\n' +
        'target: { levels: { a: 1.0, b: 60%, c: 0x10 } }\ngenerate: { when: true, margin: 5 }\nreward: { points: 080 }\n',
    );
    expect(documents[0]?.name).toBe('404');
    expect(documents[0]?.value).toMatchObject({
      progress: '1.10',
      target: { levels: { a: '1.0', b: '60%', c: '0x10' } },
      generate: { when: 'true', margin: '5' },
      reward: { points: '080' },
    });
  });

  it('refuses a name that no list can show', () => {
    const named = (name: string): string => `kind: segment\nid: s\nname: ${name}\nwhen: true\n`;
    expect(codes(named('n'.repeat(200)))).toEqual([]);
    expect(codes(named('n'.repeat(201)))).toEqual(['schema-range']);
  });

  it.each([
    ['badge', 'levels:\n  bronze: engagement > 50'],
    ['mission', 'generate: engagement > 50'],
  ])('offers the one field that a mapping must have, in a %s', (kind, field) => {
    const { diagnostics } = load(`kind: ${kind}\nid: x\nname: X\n${field}\n`);
    const problem = diagnostics.find(({ code }) => code === 'schema-type');
    expect(problem?.fixes.map(({ title }) => title)).toEqual(['Write `{ when: engagement > 50 }`']);
  });

  it('reads counts as numbers, flags as booleans and attributes of tests as YAML does', () => {
    const { documents, diagnostics } = load(
      'kind: test\nid: t\nname: T\nstart: 2026-01-01\nsteps:\n' +
        '  - { at: day 1 09:00, event: e, repeat: { every: 1d, times: 3 }, attributes: { a: true, b: 2, c: x, d: 2026-01-01 } }\n',
    );
    expect(diagnostics).toEqual([]);
    expect(documents[0]?.value).toMatchObject({
      steps: [{ repeat: { every: '1d', times: 3 }, attributes: { a: true, b: 2, c: 'x', d: '2026-01-01' } }],
    });
  });

  it('says in its own words what stands behind the end of a document', () => {
    const [problem] = load(`${segment('a')}...\nfoo\n`).diagnostics;
    expect(problem?.message).toBe(
      'A line `...` ends the document: what follows it needs a line `---` before it.',
    );
  });

  it('claims no exchange where a bracket is left open', () => {
    const problems = load('kind: segment\nid: a\nname: [a\nwhen: true\n').diagnostics;
    expect(problems.map(({ message }) => message)).toEqual(['`[` does not belong here.']);
  });

  it('loads the neighbours of a document that cannot be read', () => {
    const { documents, faulty } = load(
      `${segment('a')}---\nkind: segment\nid: b\n  : ]\n---\n${segment('c')}`,
    );
    expect(documents.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(faulty).toMatchObject([{ file: 'f.yaml', index: 1 }]);
  });

  it('names the first place of an id that stands twice', () => {
    const { diagnostics } = loadDocuments([
      { path: 'a.yaml', text: `# first\n${segment('x')}` },
      { path: 'b.yaml', text: segment('x') },
    ]);
    expect(diagnostics).toMatchObject([
      {
        code: 'schema-duplicate-id',
        file: 'b.yaml',
        message: 'The segment `x` is already in a.yaml, line 3.',
      },
    ]);
  });

  it('lets documents of different kinds share an id', () => {
    expect(codes(`${segment('x')}---\nkind: metric\nid: x\nname: X\nvalue: 1\n`)).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['comments alone', '# a\n---\n# b\n---\n'],
    ['an end marker', `${segment('a')}...\n`],
    ['a byte order mark and Windows line ends', `\uFEFF${segment('a').replaceAll('\n', '\r\n')}`],
    ['a version directive', `%YAML 1.2\n---\n${segment('a')}`],
  ])('finds no fault with %s', (_what, text) => {
    expect(codes(text)).toEqual([]);
  });

  it('reads a document under its misspelt keys, and finds the values where they stand', () => {
    const text = segment('a', 'whne: engagement > 60');
    const [document] = load(text).documents;
    const location = document?.locate(['when']);
    expect(document?.complete).toBe(true);
    expect(document?.value).toMatchObject({ when: 'engagement > 60' });
    expect(text.slice(location?.keyRange?.start.offset, location?.keyRange?.end.offset)).toBe('whne');
  });

  it('says of a document with parts left out that it is not complete', () => {
    const [document] = load(segment('a', 'when: true\ntags: nothing')).documents;
    expect(document?.complete).toBe(false);
    expect(document?.value).not.toHaveProperty('tags');
  });

  it('survives nesting without end', () => {
    const nested = `${'['.repeat(2_000)}${']'.repeat(2_000)}`;
    expect(codes(`kind: segment\nid: a\nname: A\nwhen: ${nested}\n`)).toHaveLength(1);
    expect(codes(`kind: segment\nid: a\nname: A\nwhen: ${'['.repeat(2_000)}\n`)).toHaveLength(1);
  });

  it.each([
    ['comments', (index: number) => `  # remark ${index}: "x", [y\n`],
    [
      'texts in quotes',
      (index: number) => `---\n${segment(`s${index}`, 'when: true\ndescription: "from [ on"')}`,
    ],
    [
      'brackets that close on the next line',
      (index: number) => `---\n${segment(`s${index}`, 'when: true\ntags: [x,\n  y]')}`,
    ],
  ])('takes hundreds of %s for no nesting', (_what, line) => {
    const text = Array.from({ length: 501 }, (_, index) => line(index)).join('');
    expect(codes(`${text}---\n${segment('z')}`)).toEqual([]);
  });

  it('reads any text without failing, and reports only places that exist', () => {
    const rules = readdirSync(new URL('./cases/', import.meta.url))
      .filter(file => file.endsWith('.yaml'))
      .map(file => readFileSync(new URL(`./cases/${file}`, import.meta.url), 'utf8'));
    const damage = fc.record({
      text: fc.constantFrom(...rules),
      at: fc.nat(),
      length: fc.nat({ max: 12 }),
      put: fc.constantFrom(
        '',
        '"',
        "'",
        '{',
        '}',
        '[',
        ']',
        ': ',
        ' #',
        ',',
        '\n',
        '\t',
        '---\n',
        '!',
        '&a ',
        '*a',
        '|\n',
        '> ',
        '? ',
        '\u0000',
        '%',
      ),
    });
    const check = ({ text, at, length, put }: { text: string; at: number; length: number; put: string }) => {
      const start = at % text.length;
      const damaged = text.slice(0, start) + put + text.slice(start + length);
      const lines = damaged.split('\n');
      for (const { range, fixes } of load(damaged).diagnostics) {
        for (const { start: from, end } of [
          range,
          ...fixes.flatMap(({ edits }) => edits.map(edit => edit.range)),
        ]) {
          expect(from.offset).toBeLessThanOrEqual(end.offset);
          expect(end.offset).toBeLessThanOrEqual(damaged.length);
          const before = lines.slice(0, from.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
          expect(before + from.column - 1).toBe(from.offset);
        }
      }
    };
    fc.assert(fc.property(damage, check), { numRuns: 150 });
  }, 120_000);
});

describe('createDocumentLoader', () => {
  it('keeps what it read of files that stay the same, and forgets files that are gone', () => {
    const load = createDocumentLoader();
    const a = { path: 'a.yaml', text: segment('a') };
    const before = load([a, { path: 'b.yaml', text: segment('b') }]).documents;
    const after = load([a, { path: 'b.yaml', text: segment('c') }]).documents;
    expect(after.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(after[0]).toBe(before[0]);
    expect(load([a]).documents).toEqual([before[0]]);
  });

  it('finds a duplicate that another file brings', () => {
    const load = createDocumentLoader();
    const a = { path: 'a.yaml', text: segment('a') };
    expect(load([a]).diagnostics).toEqual([]);
    expect(load([a, { path: 'b.yaml', text: segment('a') }]).diagnostics).toHaveLength(1);
  });
});
