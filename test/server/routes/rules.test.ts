import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { call, takeIn } from '../support/fixtures.ts';
import { openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

const FILE = 'badges/power_user.yaml';
let server: TestApp;
beforeAll(async () => {
  server = await openTestApp();
});
afterAll(() => server.close());

async function read(): Promise<{ text: string; etag: string }> {
  return (await server.get(`rules/files/${FILE}`)).body;
}

function write(text: string, etag: string | null, query = '', file = FILE) {
  const headers = etag === null ? {} : { 'if-match': etag };
  return server.call('PUT', `rules/files/${file}${query}`, { headers, body: { text } });
}

describe('the rules', () => {
  it('are listed with where they stand', async () => {
    const { body } = await server.get('rules/');
    const badge = body.results.find(
      (row: { kind: string; id: string }) => row.kind === 'badge' && row.id === 'power_user',
    );
    const lines = (await readFile(join(server.rulesDir, FILE), 'utf8')).split('\n');
    expect(badge.file).toBe(FILE);
    expect(lines[badge.line - 1]).toBe('kind: badge');
    expect(body).toMatchObject({ release: 1, next_cursor: null });
    expect(body.files).toContain(FILE);
  });

  it('are read one by one, as text and as what they compile to', async () => {
    const { body } = await server.get('rules/mission.data_explorer/');
    expect(body.text).toMatch(/^kind: mission\nid: data_explorer\n/);
    expect(body.text).not.toContain('---');
    expect(body.compiled).toMatchObject({
      id: 'data_explorer',
      generate: { when: { logic: expect.anything() } },
    });
    expect((await server.get('rules/mission.nothing/')).status).toBe(404);
  });

  it('are read as files, which carry an ETag', async () => {
    const { headers, body } = await server.get(`rules/files/${FILE}`);
    expect(headers['etag']).toBe(body.etag);
    expect(body.text).toBe(await readFile(join(server.rulesDir, FILE), 'utf8'));
    const all = (await server.get('rules/files/')).body.results;
    expect(all).toContainEqual(body);
    expect((await server.get('rules/files/badges/none.yaml')).status).toBe(404);
  });

  it('outside of their folder are out of reach', async () => {
    for (const path of ['..%2F..%2Fetc%2Fpasswd', '../package.json', '.hidden.yaml', 'badges/x.json']) {
      expect([path, (await server.get(`rules/files/${path}`)).status >= 400]).toEqual([path, true]);
      expect([path, (await write('kind: metric', null, '', path)).status >= 400]).toEqual([path, true]);
    }
  });

  it('can be checked with changed files laid over, and nothing changes', async () => {
    expect((await server.post('rules/check/', {})).body).toEqual({
      diagnostics: expect.any(Array),
      program: server.services.releases.live().program.hash,
    });
    const { text } = await read();
    const wrong = text.replace('engagement >= 60', 'engagment >= 60');
    const { body } = await server.post('rules/check/', { files: [{ file: FILE, text: wrong }] });
    expect(body.program).toBeUndefined();
    expect(body.diagnostics[0]).toMatchObject({
      severity: 'error',
      file: FILE,
      message: expect.stringContaining('engagement'),
    });
    expect(body.diagnostics[0].fixes.length).toBeGreaterThan(0);
    expect((await read()).text).toBe(text);
  });

  it('are looked at together: a level that is no harder comes with an example customer', async () => {
    const { text } = await read();
    const easier = text.replace('engagement >= 70 for 30d', 'engagement >= 50 for 7d');
    const { body } = await server.post('rules/check/', { files: [{ file: FILE, text: easier }] });
    expect(body.program).toBeDefined();
    expect(body.diagnostics).toHaveLength(1);
    expect(body.diagnostics[0]).toMatchObject({
      code: 'level-not-higher',
      severity: 'warning',
      file: FILE,
      example: {
        facts: expect.arrayContaining([{ name: 'engagement >= 60 for 14d', value: 'true' }]),
        outcome: 'bronze and silver at once',
      },
    });
  });
});

describe('testing the rules', () => {
  const story = (expected: string) => ({
    file: 'tests/asked.yaml',
    text: `kind: test
id: asked
name: Asked
start: 2026-03-02
given: { engagement: 42 }
steps:
  - { at: day 1 08:00, do: advance }
  - { at: day 1 09:00, expect: ['${expected}'] }
`,
  });

  it('plays a story that is not saved yet, and says what it covers', async () => {
    const { status, body } = await server.post('rules/test/', {
      files: [story('engagement = 42')],
      only: ['asked'],
      coverage: true,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      passed: 1,
      failed: 0,
      program: server.services.releases.live().program.hash,
      tests: [{ id: 'asked', file: 'tests/asked.yaml', passed: true }],
    });
    expect(body.coverage.conditions.covered).toBeLessThan(body.coverage.conditions.total);
    expect((await server.get('rules/files/tests/asked.yaml')).status).toBe(404);
  });

  it('says where an expectation failed, and how that came about', async () => {
    const { body } = await server.post('rules/test/', { files: [story('engagement > 50')], only: ['asked'] });
    expect(body.failed).toBe(1);
    expect(body.tests[0].expectations).toMatchObject([
      {
        passed: false,
        line: 8,
        seen: [{ text: 'engagement', value: 42, shown: '42' }],
        explanation: { need: 'Engagement is 42; it must be over 50' },
        about: [{ rule: 'score.engagement' }],
      },
    ]);
    expect(body.coverage).toBeUndefined();
  });

  it('says so where a story that is asked for is not there', async () => {
    const { status, body } = await server.post('rules/test/', { only: ['nowhere'] });
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      {
        path: 'only.0',
        message: 'There is no test document "nowhere".',
        expected: 'the id of a test document',
      },
    ]);
  });

  it('plays nothing on rules in error', async () => {
    const { status, body } = await server.post('rules/test/', { files: [story('engagment > 50')] });
    expect(status).toBe(422);
    expect(body.diagnostics[0]).toMatchObject({ file: 'tests/asked.yaml', range: { start: { line: 8 } } });
  });
});

describe('writing a rule file', () => {
  let before: { text: string; etag: string };
  beforeEach(async () => {
    before = await read();
  });

  it('makes the rules live in the next release', async () => {
    const { n } = server.services.releases.live().release;
    const text = before.text.replace('engagement >= 60', 'engagement >= 55');
    const { status, headers, body } = await write(text, before.etag);
    expect(status).toBe(200);
    expect(body).toMatchObject({ file: FILE, published: true, release: n + 1, etag: headers['etag'] });
    expect(await readFile(join(server.rulesDir, FILE), 'utf8')).toBe(text);
    const badges = (await server.get('badges/')).body.results;
    const bronze = badges.find((row: { badge_id: string }) => row.badge_id === 'power_user:bronze');
    expect(bronze.when).toContain('55');
  });

  it('that says the same keeps the release', async () => {
    const { n } = server.services.releases.live().release;
    const { body } = await write(`# A comment.\n${before.text}`, before.etag);
    expect(body).toMatchObject({ published: true, release: n });
  });

  it('with errors changes nothing', async () => {
    const { status, body } = await write(before.text.replace('engagement >=', 'engagment >='), before.etag);
    expect(status).toBe(422);
    expect(body.diagnostics[0]).toMatchObject({ file: FILE, severity: 'error' });
    expect(body.errors[0].path).toMatch(new RegExp(`^${FILE}:\\d+:\\d+$`));
    expect((await read()).text).toBe(before.text);
  });

  it('that nobody could ever reach changes nothing: it checks alone, but not beside what scores can be', async () => {
    const { status, body } = await write(
      before.text.replace('engagement >= 90', 'engagement > 100'),
      before.etag,
    );
    expect(status).toBe(422);
    expect(body.diagnostics).toMatchObject([{ code: 'level-never', file: FILE, severity: 'error' }]);
    expect((await read()).text).toBe(before.text);
  });

  it('with errors can be kept as a draft, which is not live', async () => {
    const live = server.services.releases.live();
    const draft = await write(
      before.text.replace('engagement >=', 'engagment >='),
      before.etag,
      '?force=draft',
    );
    expect(draft.status).toBe(200);
    expect(draft.body).toMatchObject({
      published: false,
      release: live.release.n,
      program: live.program.hash,
    });
    expect((await write(before.text, draft.body.etag)).body.published).toBe(true);
  });

  it('is answered as before where it already is what is sent, whoever wrote it', async () => {
    const first = await write(before.text, before.etag);
    for (const etag of [null, '"before that"']) {
      const { status, headers, body } = await write(before.text, etag);
      expect([status, headers['etag'], body]).toEqual([200, before.etag, first.body]);
    }
  });

  it('needs the ETag that was read, and only that', async () => {
    const other = `${before.text}# other\n`;
    expect((await write(other, null)).status).toBe(428);
    expect((await write(other, '"other"')).status).toBe(412);
    expect((await write('kind: metric', before.etag, '', 'metrics/none.yaml')).status).toBe(412);
  });

  it('of a new name makes the file, and numbers its badges behind all others', async () => {
    const text = 'kind: badge\nid: aaa_first\nname: First\nlevels:\n  bronze: { when: engagement > 99 }\n';
    const { status, body } = await write(text, null, '', 'badges/aaa.yaml');
    expect([status, body.published]).toEqual([200, true]);
    const badges = (await server.get('badges/')).body.results;
    expect(badges.at(-1)).toMatchObject({ id: 49, badge_id: 'aaa_first:bronze' });
    expect(badges[0]).toMatchObject({ id: 1, badge_id: 'activated:bronze' });
  });

  it('that renames a rule keeps its number', async () => {
    const file = 'badges/aaa.yaml';
    const { text, etag } = (await server.get(`rules/files/${file}`)).body;
    await write(text.replace('id: aaa_first', 'id: second_name\nwas: [aaa_first]'), etag, '', file);
    await takeIn(server, call('x', '2026-01-22T09:00:00Z'));
    const badges = (await server.get('badges/')).body.results;
    expect(badges.at(-1)).toMatchObject({ id: 49, badge_id: 'second_name:bronze' });
    expect(
      (await server.post('badges/check-and-award/', { badge_id: 49, customer_id: 'x' })).body.not_awarded[0]
        .badge_type,
    ).toBe('second_name');
  });
});

describe('writing several rule files at once', () => {
  const METRICS = 'metrics/gift_minutes.yaml';
  const SEGMENT = 'segments/gifted.yaml';
  const metric = (id: string) =>
    `kind: metric\nid: ${id}\nname: Gift minutes\nvalue: count(usage.voice, 30d)\n`;
  const segment = (uses: string) => `kind: segment\nid: gifted\nname: Gifted\nwhen: ${uses} > 0\n`;
  const writeAll = (files: readonly object[], more: object = {}) =>
    server.post('rules/files/', { files, ...more });
  const etagOf = async (file: string): Promise<string> => (await server.get(`rules/files/${file}`)).body.etag;
  const rename = async (to: string) => [
    { file: METRICS, text: metric(to), if_match: await etagOf(METRICS) },
    { file: SEGMENT, text: segment(to), if_match: await etagOf(SEGMENT) },
  ];

  it('makes them live in one release', async () => {
    const { n } = server.services.releases.live().release;
    const { status, body } = await writeAll([
      { file: METRICS, text: metric('gift_minutes') },
      { file: SEGMENT, text: segment('gift_minutes') },
    ]);
    expect(status).toBe(200);
    expect(body).toMatchObject({ published: true, release: n + 1 });
    expect(body.files).toEqual([
      { file: METRICS, etag: await etagOf(METRICS) },
      { file: SEGMENT, etag: await etagOf(SEGMENT) },
    ]);
  });

  it('saves a new name with everything that uses it, which no file alone could', async () => {
    const changes = await rename('present_minutes');
    for (const { file, text, if_match } of changes) {
      expect([file, (await write(text, if_match, '', file)).status]).toEqual([file, 422]);
    }
    const { n } = server.services.releases.live().release;
    expect((await writeAll(changes)).body).toMatchObject({ published: true, release: n + 1 });
    expect((await server.get(`rules/files/${SEGMENT}`)).body.text).toBe(segment('present_minutes'));
  });

  it('writes none where one is in error', async () => {
    const [first, second] = await rename('minutes_given');
    const { status, body } = await writeAll([first ?? {}, { ...second, text: segment('minutes_gvien') }]);
    expect(status).toBe(422);
    expect(body.diagnostics).toMatchObject([{ file: SEGMENT, severity: 'error' }]);
    expect((await server.get(`rules/files/${METRICS}`)).body.text).toBe(metric('present_minutes'));
  });

  it('writes none where one was changed meanwhile, and names all such files', async () => {
    const changes = (await rename('minutes_given')).map(change => ({ ...change, if_match: '"other"' }));
    const { status, body } = await writeAll(changes);
    expect(status).toBe(412);
    expect(body.conflicts).toEqual([
      { file: METRICS, etag: await etagOf(METRICS) },
      { file: SEGMENT, etag: await etagOf(SEGMENT) },
    ]);
    expect((await writeAll([{ file: METRICS, text: metric('x') }])).status).toBe(428);
  });

  it('writes none where one cannot be written', async () => {
    const [first] = await rename('present_minutes');
    const text = `# A comment.\n${metric('present_minutes')}`;
    const outside = { file: '../outside.yaml', text: '# Outside.\n' };
    expect((await writeAll([{ ...first, text }, outside])).status).toBe(422);
    // Both can be written beside their places, but one is the folder of the other: moving it into place fails.
    const both = ['metrics/both.yaml', 'metrics/both.yaml/in.yaml'].map(file => ({
      file,
      text: '# Empty.\n',
    }));
    expect((await writeAll([{ ...first, text }, ...both])).status).toBe(500);
    await rm(join(server.rulesDir, 'metrics/both.yaml'), { recursive: true });
    expect(await readFile(join(server.rulesDir, METRICS), 'utf8')).toBe(metric('present_minutes'));
    expect((await readdir(join(server.rulesDir, 'metrics'))).filter(name => name.startsWith('.'))).toEqual(
      [],
    );
  });

  it('takes every file once', async () => {
    const [first] = await rename('present_minutes');
    expect((await writeAll([first ?? {}, first ?? {}])).status).toBe(422);
    expect((await writeAll([])).status).toBe(400);
  });

  it('keeps drafts where that is asked for', async () => {
    const { program } = server.services.releases.live();
    const [first] = await rename('half_done');
    const { status, body } = await writeAll([first ?? {}], { draft: true });
    expect([status, body.published, body.program]).toEqual([200, false, program.hash]);
    const back = await writeAll(await rename('present_minutes'));
    expect([back.status, back.body.published]).toEqual([200, true]);
  });
});

describe('a restart', () => {
  it('goes on with the live release and its numbers', async () => {
    const { release, program } = server.services.releases.live();
    await server.reopen();
    expect(server.services.releases.live()).toMatchObject({ release, program: { hash: program.hash } });
    expect((await server.get('mission-templates/')).body.results).toHaveLength(29);
  });

  it('publishes what was changed in the files meanwhile', async () => {
    const { n } = server.services.releases.live().release;
    const path = join(server.rulesDir, FILE);
    await writeFile(path, (await readFile(path, 'utf8')).replace('>= 70', '>= 71'));
    await server.reopen();
    expect(server.services.releases.live().release.n).toBe(n + 1);
  });

  it('goes on with the live release where the files have errors', async () => {
    const { release, program } = server.services.releases.live();
    const path = join(server.rulesDir, FILE);
    const text = await readFile(path, 'utf8');
    await writeFile(path, 'kind: badge\nid: [');
    await server.reopen();
    expect(server.services.releases.live()).toMatchObject({ release, program: { hash: program.hash } });
    expect((await server.get('badges/')).body.results.length).toBeGreaterThan(48);
    await writeFile(path, text);
  });
});

describe('mappings as keys of each other', () => {
  const texts = ['{'.repeat(30), '{'.repeat(30) + '}'.repeat(30), '? '.repeat(40), '&a '.repeat(40)];

  it.each(texts)('are refused by problems, not by a failure of the server: %s', async line => {
    const text = `${line.trim()}\n`;
    const checked = await server.post('rules/check/', { files: [{ file: 'segments/deep.yaml', text }] });
    const formatted = await server.post('rules/format/', { text });
    expect([checked.status, formatted.status]).toEqual([200, 200]);
    expect(checked.body.diagnostics).not.toEqual([]);
    expect(formatted.body).toMatchObject({ text, changed: false });
    expect(formatted.body.diagnostics).not.toEqual([]);
  });
});

describe('formatting a rule file', () => {
  it('answers the canonical text, and writes nothing', async () => {
    const before = await read();
    const text = before.text.replace('id: power_user', 'id:   "power_user"');
    const { status, body } = await server.post('rules/format/', { path: FILE, text });
    expect([status, body]).toEqual([200, { text: before.text, changed: true, diagnostics: [] }]);
    expect(await read()).toEqual(before);
  });

  it('leaves what it cannot read, and says where', async () => {
    const text = 'kind:  segment\nname: a: b\n';
    const { status, body } = await server.post('rules/format/', { text });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      text,
      changed: false,
      diagnostics: [{ code: 'yaml-colon', file: 'rules.yaml' }],
    });
  });
});
