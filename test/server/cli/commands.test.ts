import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EXAMPLES } from '../../../server/cli/examples.ts';
import { endAll, runCairn, startCairn } from '../support/run-cairn.ts';

// Every command is a process of its own; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
let rules: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-cli-'));
  rules = join(folder, 'rules');
  expect(await runCairn(['init', rules])).toMatchObject({ code: 0, err: '' });
});
afterAll(async () => {
  endAll();
  await rm(folder, { recursive: true, force: true });
});

const cairn = (options: readonly string[], input?: string) =>
  runCairn(options, { RULES_DIR: rules }, 'sources', input);
const SEGMENT = 'kind: segment\nid:  idle\nname: Idle\nwhen: engagement<5\n';

describe('cairn init', () => {
  it('makes rules that check, pass their test, and are formatted', async () => {
    const results = await Promise.all(
      [['check'], ['test'], ['fmt', '--check']].map(options => cairn(options)),
    );
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
  });

  it('writes over nothing', async () => {
    const { code, err } = await cairn(['init']);
    expect(code).toBe(2);
    expect(err).toContain('holds rule files already');
  });

  it('says in a line why a folder cannot be made', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const places = [file, join(file, 'below'), ...(process.platform === 'linux' ? ['/proc/rules'] : [])];
    for (const place of places) {
      const { code, err } = await cairn(['init', place]);
      expect({ place, code, lines: err.trim().split('\n').length }).toEqual({ place, code: 2, lines: 1 });
      expect(err).toContain(`${place} cannot be made`);
    }
  });
});

describe('cairn fmt', () => {
  it('formats standard input', async () => {
    const { code, out } = await cairn(['fmt', '-'], SEGMENT);
    expect([code, out]).toEqual([0, 'kind: segment\nid: idle\nname: Idle\nwhen: engagement < 5\n']);
  });

  it('names with --check what it would change, and changes it without', async () => {
    const file = join(folder, 'idle.yaml');
    await writeFile(file, SEGMENT);
    expect(await cairn(['fmt', '--check', file])).toMatchObject({
      code: 1,
      out: expect.stringContaining(file),
    });
    expect(await readFile(file, 'utf8')).toBe(SEGMENT);
    expect(await cairn(['fmt', file])).toMatchObject({ code: 0 });
    expect(await cairn(['fmt', '--check', file])).toMatchObject({ code: 0 });
  });

  it('leaves what it cannot read, says so, and fails', async () => {
    const { code, out, err } = await cairn(['fmt', '-'], 'kind:  a: b\n');
    expect([code, out]).toEqual([1, 'kind:  a: b\n']);
    expect(err).toContain('yaml-colon');
  });
});

describe('cairn compile', () => {
  it('reads a single rule in the company of the others, and writes that rule alone', async () => {
    const { code, out } = await cairn(['compile', '-', '--format', 'json'], SEGMENT);
    expect(code).toBe(0);
    const { rules: written } = JSON.parse(out) as { rules: readonly { readonly id: string }[] };
    expect(written.map(({ id }) => id)).toEqual(['idle']);
  });
});

describe('cairn check', () => {
  it('takes standard input in the place of a file, in the company of the others', async () => {
    const path = join(rules, 'badges.yaml');
    const text = (await readFile(path, 'utf8')).replace('usage.data', 'usage.dtaa');
    const { code, out } = await cairn(['check', '-', '--stdin-path', path, '--format', 'github'], text);
    expect(code).toBe(1);
    expect(out).toMatch(/^::error file=.*badges\.yaml,line=\d+,/);
  });

  it('tells a clash with another file at the file that was asked for', async () => {
    const own = join(folder, 'asked.yaml');
    const other = join(rules, 'other.yaml');
    const badge = (id: string, more = '') =>
      `kind: badge\nid: ${id}\nname: ${id}\n${more}levels: { bronze: { when: count(usage, 30d) > 1 } }\n`;
    const segment = (id: string) => `kind: segment\nid: ${id}\nname: ${id}\nwhen: count(usage, 30d) > 1\n`;
    const metric = (id: string) => `kind: metric\nid: ${id}\nname: ${id}\nvalue: count(usage, 30d)\n`;
    const told = async (asked: string, company: string) => {
      await writeFile(own, asked);
      await writeFile(other, company);
      const { out } = await cairn(['check', own, '--format', 'json']);
      const { diagnostics } = JSON.parse(out) as { diagnostics: readonly { code: string; file: string }[] };
      return diagnostics.map(({ code, file }) => `${code} ${String(file === own)}`);
    };
    const cases: readonly (readonly [string, string, string])[] = [
      ['schema-duplicate-id', segment('same'), segment('same')],
      ['name-taken', segment('same'), metric('same')],
      ['was-twice', badge('one', 'was: [old]\n'), badge('two', 'was: [old]\n')],
      ['was-in-use', badge('one'), badge('two', 'was: [one]\n')],
    ];
    for (const [code, asked, company] of cases) expect(await told(asked, company)).toContain(`${code} true`);
    await rm(other);
  });

  it('says with --explain what a code means, and which one may be meant', async () => {
    const { code, out } = await cairn(['check', '--explain', 'type-units']);
    expect(code).toBe(0);
    expect(out).toContain('when: engagement > 60 MB');
    const wrong = await cairn(['check', '--explain', 'type-unit']);
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.err).toContain('Did you mean type-units?');
    const [turned, other] = await Promise.all(
      ['units', 'nope'].map(code => cairn(['check', '--explain', code])),
    );
    expect(turned?.err).toContain('type-units');
    expect(other?.err).toMatch(/begin with [^.]*type[^.]*yaml\./);
  });
});

describe('cairn explain', () => {
  it('takes a copy of a story that stands among the rules', async () => {
    const told = join(folder, 'told.yaml');
    const path = join(rules, 'tests.yaml');
    await copyFile(path, told);
    const results = await Promise.all(
      [told, relative(process.cwd(), path)].map(story =>
        cairn(['explain', 'mission.data_explorer', '--customer', story]),
      ),
    );
    for (const { code, out } of results) {
      expect(out).toContain('(mission.data_explorer)');
      expect(code).toBe(0);
    }
  });

  it.each([
    ['mission.data_explorr', 'Did you mean mission.data_explorer?'],
    ['data_explorer', 'Did you mean mission.data_explorer?'],
    ['nothing.alike', 'Write e.g. score.risk, mission.data_explorer or badge.power_user:silver.'],
  ])('says of the unknown rule %s which one may be meant', async (rule, hint) => {
    const { code, err } = await cairn(['explain', rule, '--customer', join(rules, 'tests.yaml')]);
    expect([code, err.trim()]).toEqual([2, expect.stringContaining(`There is no rule "${rule}". ${hint}`)]);
  });
});

describe('cairn diff', () => {
  it('says what changes between folders, and since a git revision', async () => {
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-C', rules, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args]);
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'Begin');
    const path = join(rules, 'missions.yaml');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('points: 80', 'points: 60'));
    const [whole, alone, since, other] = await Promise.all(
      [['git:HEAD'], [path], ['git:HEAD', path], [join(rules, 'badges.yaml')]].map(places =>
        cairn(['diff', ...places, '--exit-code', '--format', 'json']),
      ),
    );
    await writeFile(path, text);
    for (const one of [alone, since])
      expect(JSON.parse(one?.out ?? '')).toEqual(JSON.parse(whole?.out ?? ''));
    expect([other?.code, JSON.parse(other?.out ?? '')]).toEqual([
      0,
      expect.objectContaining({ changes: [] }),
    ]);
    const { code, out } = whole ?? {};
    expect(code).toBe(1);
    expect(JSON.parse(out ?? '')).toMatchObject({
      changes: [
        { rule: 'mission.data_explorer', sentence: "Data Explorer's reward in points falls from 80 to 60." },
      ],
    });
    expect(await cairn(['diff', rules, rules, '--exit-code'])).toMatchObject({ code: 0 });
    expect(await cairn(['diff', 'git:nowhere'])).toMatchObject({ code: 2 });
    const outside = join(folder, 'elsewhere.yaml');
    await writeFile(outside, text);
    expect(await cairn(['diff', outside])).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not among the rules of') as string,
    });
  });
});

describe('cairn check --watch', () => {
  it('checks again after a change, and ends with 0 when it is interrupted', async () => {
    const path = join(rules, 'badges.yaml');
    const text = await readFile(path, 'utf8');
    const { child, finished, output } = startCairn(['check', '--watch'], { RULES_DIR: rules });
    await vi.waitUntil(() => output().includes('no problems'), { timeout: 60_000 });
    await writeFile(path, text.replace('usage.data', 'usage.dtaa'));
    await vi.waitUntil(() => output().includes('1 error'), { timeout: 60_000 });
    await writeFile(path, text);
    child.kill('SIGINT');
    expect((await finished).code).toBe(0);
  });
});

describe('cairn', () => {
  it('suggests the command that was meant', async () => {
    const { code, err } = await cairn(['chek']);
    expect(code).toBe(2);
    expect(err).toContain('Did you mean check?');
  });

  it('shows examples for every command', async () => {
    const { out } = await cairn(['completion', 'fish']);
    const commands = [...out.matchAll(/__fish_use_subcommand -a (\S+)/g)].map(([, name]) => name);
    expect(commands.filter(name => name !== undefined && !(name in EXAMPLES))).toEqual([]);
    expect((await cairn(['diff', '--help'])).out).toContain('cairn diff git:HEAD');
  });
});
