import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tryOut } from './compile-kind.ts';

const table = (body: string): string => `kind: table\nid: step\nname: Step\n${body}`;

const STEP = table(`inputs: { use: engagement, pre: prepaid }
rows:
  - { when: { use: '>= 60', pre: true }, then: 100 }
  - { when: { use: between 20 and 60 }, then: 80 }
  - { when: { use: [< 5, = 10] }, then: 5 }
otherwise: 20
`);

const data = (engagement: number, prepaid = false) => ({ scores: { engagement }, segments: { prepaid } });

describe('a decision table', () => {
  it.each([
    [70, true, 100],
    [60, true, 100],
    [60, false, 80],
    [70, false, 20],
    [20, false, 80],
    [10, true, 5],
    [4, true, 5],
    [5, true, 20],
  ])('gives for %s and %s the first row that fits', (engagement, prepaid, value) => {
    expect(tryOut(STEP).valueOf('step', data(engagement, prepaid))).toBe(value);
  });

  it.each([
    ['>= 60', [60, 61]],
    ['60', [60]],
    ['= 60', [60]],
    ['!= 60', [0, 59, 61]],
    ['"60 or so"', undefined],
    ['between 60 and 61', [60, 61]],
    ['in [0, 61]', [0, 61]],
    ['not in [0, 61]', [59, 60]],
    ['any', [0, 59, 60, 61]],
    ['', [0, 59, 60, 61]],
    ['2 * 30', [60]],
  ])('reads the cell `%s`', (cell, fitting) => {
    const text = table(
      `inputs: { use: engagement }\nrows: [{ when: { use: '${cell}' }, then: 1 }]\notherwise: 0\n`,
    );
    const tried = tryOut(text);
    if (fitting === undefined) expect(tried.problems).toHaveLength(1);
    else expect([0, 59, 60, 61].filter(value => tried.valueOf('step', data(value)) === 1)).toEqual(fitting);
  });

  it.each([
    ['blank', '{ use: , pre: true }'],
    ['`any`', '{ use: any, pre: true }'],
    ['left out', '{ pre: true }'],
  ])('takes a cell that is %s for anything', (_, when) => {
    const text = table(
      `inputs: { use: engagement, pre: prepaid }\nrows: [{ when: ${when}, then: 1 }]\notherwise: 0\n`,
    );
    expect(tryOut(text).valueOf('step', data(3, true))).toBe(1);
    expect(tryOut(text).valueOf('step', data(3, false))).toBe(0);
  });

  it('takes a word for a text in a column of texts', () => {
    const text = table(`inputs: { rat: 'last(usage.data.rat) otherwise "4g"' }
rows: [{ when: { rat: 5g }, then: 2 }, { when: { rat: 4g }, then: 1 }]
`);
    const tried = tryOut(text.replaceAll('rat: 5g', 'rat: \'"5g"\'').replaceAll('rat: 4g', 'rat: \'"4g"\''));
    expect(tried.problems).toEqual([]);
    const channel = table(`inputs: { by: 'last(recharge.completed.channel) otherwise "card"' }
rows: [{ when: { by: [card] }, then: 2 }, { when: { by: wallet }, then: 1 }]
`);
    expect(tryOut(channel).problems).toEqual([]);
  });

  it('gives several results, each under a name of its own', () => {
    const text = table(`inputs: { pre: prepaid }
rows:
  - { when: { pre: true }, then: { points: 10, data: 1 GB } }
  - { then: { points: 20, data: data_7d } }
---
kind: metric
id: both
name: Both
value: if step.data > 500 MB then step.points else 0
`);
    const tried = tryOut(text);
    expect(tried.named['step.data']).toMatchObject({ type: 'data', missing: false });
    expect(tried.valueOf('step.points', data(0, false))).toBe(20);
    expect(tried.valueOf('both', { named: { 'step~ddata': 1e9, 'step~dpoints': 10 } })).toBe(10);
  });

  it.each([
    ['sum', 3, 0],
    ['largest', 2, null],
    ['smallest', 1, null],
    ['count', 2, 0],
  ])('makes the %s of all rows that fit', (together, both, none) => {
    const text = table(`inputs: { use: engagement }
hit: collect
with: ${together}
rows: [{ when: { use: '> 10' }, then: 1 }, { when: { use: '> 20' }, then: 2 }]
`);
    expect(tryOut(text).valueOf('step', data(30))).toBe(both);
    expect(tryOut(text).valueOf('step', data(3))).toBe(none);
    expect(tryOut(`${text}otherwise: 7\n`).valueOf('step', data(3))).toBe(7);
    expect(tryOut(`${text}otherwise: 7\n`).valueOf('step', data(15))).toBe(1);
  });

  it('lets a row say what holds where an input is missing', () => {
    const text = table(`inputs: { rest: last(recharge.completed) }
rows:
  - { when: { rest: is missing }, then: 0 }
  - { when: { rest: '>= 10' }, then: 1 }
  - { when: { rest: is not missing }, then: 2 }
`);
    const tried = tryOut(text);
    expect(tried.problems).toEqual([]);
    const key = 'last(recharge~dcompleted)';
    const values = [undefined, 10, 3].map(rest =>
      tried.valueOf('step', { metrics: rest === undefined ? {} : { [key]: rest } }),
    );
    expect(values).toEqual([0, 1, 2]);
  });

  it('refuses an input that may be missing where no row speaks of it', () => {
    const text = table(
      `inputs: { rest: last(recharge.completed) }\nrows: [{ when: { rest: '> 1' }, then: 1 }]\notherwise: 0\n`,
    );
    expect(tryOut(text).problems).toEqual([
      ['missing-value', 'last(recharge.completed)', expect.any(String)],
    ]);
  });
});

describe('the cases of a table', () => {
  const rows = (inputs: string, ...lines: readonly string[]): string =>
    table(`inputs: ${inputs}\nrows:\n${lines.map(line => `  - ${line}\n`).join('')}`);

  it.each([
    [
      '{ use: engagement }',
      ["{ when: { use: '< 20' }, then: 1 }", "{ when: { use: '> 20' }, then: 2 }"],
      'use = 20',
    ],
    [
      '{ use: engagement }',
      ["{ when: { use: '>= 70' }, then: 1 }", "{ when: { use: '< 60' }, then: 2 }"],
      'use = 60',
    ],
    [
      '{ use: engagement, pre: prepaid }',
      ["{ when: { use: '>= 60' }, then: 1 }", "{ when: { use: '< 60', pre: true }, then: 2 }"],
      'use = 0, pre = false',
    ],
    [
      '{ by: \'last(recharge.completed.channel) otherwise "card"\' }',
      ['{ when: { by: card }, then: 1 }'],
      'by = "wallet"',
    ],
    [
      "{ n: 'count(usage, 7d)' }",
      ["{ when: { n: '<= 2' }, then: 1 }", "{ when: { n: '> 3' }, then: 2 }"],
      'n = 3',
    ],
    [
      "{ v: 'sum(usage.data, 7d)' }",
      ["{ when: { v: '< 300 MB' }, then: 1 }", "{ when: { v: '> 1 GB' }, then: 2 }"],
      'v = 300 MB',
    ],
  ])('that no row takes are named by an example: %s', (inputs, lines, example) => {
    const { problems } = tryOut(rows(inputs, ...lines));
    expect(problems).toEqual([
      ['table-gap', expect.any(String), expect.stringContaining(`where ${example}:`)],
    ]);
  });

  it.each([
    [
      'the whole range of a score',
      '{ use: engagement }',
      ["{ when: { use: '<= 20' }, then: 1 }", "{ when: { use: '> 20' }, then: 2 }"],
    ],
    [
      'whole numbers',
      "{ n: 'count(usage, 7d)' }",
      ["{ when: { n: '<= 2' }, then: 1 }", "{ when: { n: '>= 3' }, then: 2 }"],
    ],
    [
      'both truths',
      '{ pre: prepaid }',
      ['{ when: { pre: true }, then: 1 }', '{ when: { pre: false }, then: 2 }'],
    ],
    [
      'all listed texts',
      '{ by: \'last(recharge.completed.channel) otherwise "card"\' }',
      ['{ when: { by: card }, then: 1 }', '{ when: { by: \'!= "card"\' }, then: 2 }'],
    ],
    [
      'a row without conditions',
      '{ use: engagement }',
      ["{ when: { use: '> data_7d / 1 MB' }, then: 1 }", '{ then: 2 }'],
    ],
  ])('are all taken by %s', (_, inputs, lines) => {
    const tried = tryOut(rows(inputs, ...lines));
    expect(tried.problems).toEqual([]);
    expect(tried.named['step']?.missing).toBe(false);
  });

  it('cannot be told where a cell looks at more than constants, and then need an `otherwise`', () => {
    const text = rows(
      '{ use: engagement }',
      "{ when: { use: '> data_7d / 1 MB' }, then: 1 }",
      "{ when: { use: '<= data_7d / 1 MB' }, then: 2 }",
    );
    expect(tryOut(text).problems).toEqual([
      ['table-gap', expect.any(String), expect.stringContaining('cannot be told')],
    ]);
    expect(tryOut(`${text}otherwise: 3\n`).problems).toEqual([]);
  });

  it('that earlier rows take leave a row nothing', () => {
    const text = rows(
      '{ use: engagement, pre: prepaid }',
      "{ when: { use: '>= 40', pre: true }, then: 1 }",
      "{ when: { use: '>= 40', pre: false }, then: 2 }",
      "{ when: { use: '>= 60' }, then: 3 }",
      '{ then: 4 }',
    );
    expect(tryOut(text).problems).toEqual([
      ['table-row-covered', "{ when: { use: '>= 60' }, then: 3 }", expect.stringContaining('Row 3')],
    ]);
  });

  it('are told right, whatever the rows: what is said to be covered never counts, and gaps are gaps', () => {
    const bound = fc.constantFrom(0, 20, 40, 60, 80, 100);
    const cell = fc.oneof(
      fc.constant('any'),
      fc
        .tuple(fc.constantFrom('<', '<=', '>', '>=', '=', '!='), bound)
        .map(([operator, value]) => `${operator} ${value}`),
      fc.tuple(bound, bound).map(([a, b]) => `between ${Math.min(a, b)} and ${Math.max(a, b)}`),
    );
    const row = fc.tuple(cell, fc.constantFrom('any', 'true', 'false'));
    const probes = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100].flatMap(use => [
      data(use, true),
      data(use, false),
    ]);
    let gaps = 0;
    let covered = 0;
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), cells => {
        const lines = cells.map(
          ([use, pre], index) => `{ when: { use: '${use}', pre: '${pre}' }, then: ${index} }`,
        );
        const text = rows('{ use: engagement, pre: prepaid }', ...lines);
        const open = tryOut(`${text}otherwise: -1\n`);
        const given = new Set(probes.map(probe => open.valueOf('step', probe)));
        const told = open.diagnostics.filter(({ code }) => code === 'table-row-covered').length;
        // Bounds lie 20 apart and probes on and between them, so that they see every case there is.
        expect(told).toBe(cells.filter((_, index) => !given.has(index)).length);
        const hasGap = tryOut(text).diagnostics.some(({ code }) => code === 'table-gap');
        expect(hasGap).toBe(given.has(-1));
        covered += told;
        gaps += Number(hasGap);
      }),
      { numRuns: 40 },
    );
    expect([gaps > 0, covered > 0]).toEqual([true, true]);
  });
});

describe('a table with mistakes', () => {
  it.each([
    ['a column that is misspelt', 'use: between', 'usse: between', 'table-column', 'usse'],
    ['a column of another type', "'>= 60'", "'>= 60 MB'", 'type-units', '>= 60 MB'],
    ['an unknown name in a cell', "'>= 60'", "'>= engagemnt'", 'name-unknown', 'engagemnt'],
    ['results of two types', 'then: 80', 'then: 80 MB', 'type-mismatch', '80 MB'],
    ['an unknown name in a result', 'then: 80', 'then: engagemnt', 'name-unknown', 'engagemnt'],
    ['one result where there are others', 'then: 80', 'then: { points: 80 }', 'table-result', '100'],
    ['an input that is unknown', 'use: engagement', 'use: engagemnt', 'name-unknown', 'engagemnt'],
  ])('is told of %s', (_, right, wrong, code, marked) => {
    expect(tryOut(STEP.replace(right, wrong)).problems).toContainEqual([
      code,
      expect.stringContaining(marked),
      expect.any(String),
    ]);
  });

  it.each([[0], [1], [2]])('has a misspelt result told once, and mended: in place %i', place => {
    const results = ['points', 'points', 'points'];
    const rows = (names: readonly string[]): string =>
      table(`inputs: { use: engagement }
rows:
  - { when: { use: '>= 60' }, then: { ${names[0]}: 20, gift: 1 } }
  - { when: { use: '>= 40' }, then: { ${names[1]}: 10, gift: 1 } }
otherwise: { ${names[2]}: 1, gift: 2 }
`);
    const tried = tryOut(rows(results.with(place, 'pionts')));
    expect(tried.problems).toEqual([
      ['table-result', 'pionts', 'Most rows give no `pionts` — did you mean `points`?'],
    ]);
    expect(tried.fixed('table-result')).toBe(rows(results));
  });

  it('has the column’s name mended', () => {
    expect(tryOut(STEP.replace('use: between', 'usse: between')).fixed('table-column')).toBe(STEP);
  });

  it.each([
    ['then: 80', 'otherwise: 0'],
    ['then: 80 MB', 'otherwise: 0 MB'],
    ['then: \'"a"\'', `otherwise: '""'`],
    ['then: { points: 80, data: 1 GB }', 'otherwise: { points: 0, data: 0 MB }'],
  ])('has its gap closed by what %s is without', (result, otherwise) => {
    const text = table(`inputs: { use: engagement }\nrows:\n  - { when: { use: '> 20' }, ${result} }\n`);
    const fixed = tryOut(text).fixed('table-gap');
    expect(fixed).toContain(`\n${otherwise}\n`);
    expect(tryOut(fixed).problems).toEqual([]);
  });

  it.each(['20-60', "'20 – 60'", "'20..60'"])('has the range %s written as the language has it', cell => {
    const text = STEP.replace('between 20 and 60', cell);
    expect(tryOut(text).problems).toEqual([
      ['expression-foreign', cell, 'A range is written `between 20 and 60`.'],
    ]);
    expect(tryOut(tryOut(text).fixed('expression-foreign')).problems).toEqual([]);
  });

  it.each(['hit: first\nwith: sum\n', 'with: sum\n'])('is told of a `with` without effect in %j', fields => {
    const text = STEP.replace('rows:', `${fields}rows:`);
    expect(tryOut(text).problems).toEqual([
      ['table-with', 'sum', expect.stringContaining('`with: sum` has no effect')],
    ]);
    expect(tryOut(tryOut(text).fixed('table-with')).problems).toEqual([]);
  });

  it('is told which column a name stands in that is none', () => {
    const text = STEP.replace('use: between', 'engagement: between');
    expect(tryOut(text).problems).toEqual([
      ['table-column', 'engagement', 'The table has no column `engagement`: `engagement` stands in `use`.'],
    ]);
    expect(tryOut(text).fixed('table-column')).toBe(STEP);
  });

  it('is told of an unknown `with` once', () => {
    const text = STEP.replace('rows:', 'hit: collect\nwith: avg\nrows:');
    expect(tryOut(text).problems.map(([code]) => code)).toEqual(['schema-value']);
  });

  it('is told of rows that count together with nothing made of them', () => {
    const text = STEP.replace('rows:', 'hit: collect\nrows:');
    expect(tryOut(text).problems).toEqual([
      ['table-with', 'collect', expect.stringContaining('without `with` nothing is made of them')],
    ]);
    expect(tryOut(tryOut(text).fixed('table-with')).problems).toEqual([]);
  });

  describe('of texts', () => {
    const texts = (together: string, otherwise: string): string =>
      table(`inputs: { use: engagement }
hit: collect
with: ${together}
rows: [{ when: { use: '> 10' }, then: '"a"' }, { when: { use: '> 20' }, then: '"b"' }]
otherwise: ${otherwise}
`);

    it.each(['sum', 'largest', 'smallest'])('has no %s', together => {
      const text = texts(together, `'"c"'`);
      expect(tryOut(text).problems).toEqual([
        ['type-mismatch', together, expect.stringContaining('but each row gives a text')],
      ]);
    });

    it('counts rows that fit', () => {
      const tried = tryOut(texts('count', '0'));
      expect(tried.problems).toEqual([]);
      expect([5, 15, 25].map(use => tried.valueOf('step', data(use)))).toEqual([0, 1, 2]);
    });
  });

  it('of several results is named together with one of them', () => {
    const several = table('inputs: { use: engagement }\nrows: [{ then: { a: 1, b: 2 } }]\n');
    const text = `${several}---\nkind: segment\nid: high\nname: High\nwhen: step > 5\n`;
    const told = tryOut(text);
    expect(told.problems).toEqual([
      ['name-unknown', 'step', '`step` gives several results: say which, `step.a` or `step.b`.'],
    ]);
    expect(told.fixed('name-unknown')).toContain('when: step.a > 5');
  });

  it('takes no name of the column in a cell', () => {
    const told = tryOut(STEP.replace("'>= 60'", "'use >= 60'"));
    expect(told.problems).toEqual([
      [
        'expression-foreign',
        "'use >= 60'",
        'A cell says what its column must be, without the name: `>= 60`.',
      ],
    ]);
  });

  it('has no case for a row that asks for what cannot be', () => {
    const text = `${STEP}`.replace(/^ {2}- .*$/m, line => `  - { when: { use: '< 0' }, then: 1 }\n${line}`);
    const row = tryOut(text).problems.filter(([code]) => code === 'table-row-covered');
    expect(row.map(([, , message]) => message)).toEqual([
      'Row 1 never counts: no case fits all that it asks for.',
    ]);
  });

  it('that is worked out from itself is a circle', () => {
    const text = `${STEP}---\nkind: metric\nid: half\nname: Half\nvalue: step / 2\n`.replace(
      'then: 80',
      'then: half',
    );
    expect(tryOut(text).problems.map(([code]) => code)).toContain('name-circular');
  });
});
