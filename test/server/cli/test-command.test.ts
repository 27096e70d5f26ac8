import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { testCommand } from '../../../server/cli/test.ts';
import type { TestOptions } from '../../../server/cli/test.ts';
import { SMALL_RULES } from '../../dsl/support/small-rules.ts';

const folder = mkdtempSync(join(tmpdir(), 'cairn-test-'));
for (const { path, text } of SMALL_RULES) writeFileSync(join(folder, path), text);
writeFileSync(
  join(folder, 'wrong.yaml'),
  `kind: test
id: wrong
name: Expects too much
start: 2026-03-02
steps:
  - { at: day 1 08:00, event: usage.data, value: 600 MB, attributes: { rat: 5g } }
  - at: day 1 12:00
    expect:
      - data_7d > 1 GB
`,
);

interface Ran {
  readonly passed: boolean;
  readonly out: string;
  readonly err: string;
}

/** Runs `cairn test` on a path with what it prints caught. */
async function run(options: Partial<TestOptions> = {}, path = folder): Promise<Ran> {
  let [out, err] = ['', ''];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation(text => ((out += String(text)), true));
  const stderr = vi.spyOn(console, 'error').mockImplementation((text: string) => void (err += text));
  vi.stubEnv('RULES_DIR', folder);
  try {
    const passed = await testCommand([path], { format: 'text', ...options });
    return { passed, out, err };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
    vi.unstubAllEnvs();
  }
}

afterAll(() => rmSync(folder, { recursive: true }));

describe('cairn test', () => {
  it('fails where an expectation does, and says where', async () => {
    const { passed, out } = await run();
    expect(passed).toBe(false);
    expect(out).toContain('ok      explores');
    expect(out).toContain(`${join(folder, 'wrong.yaml')}:9:9 day 1 12:00`);
    expect(out).toContain('seen     data_7d is 600 MB');
    expect(out).toContain('1 passed, 1 failed');
  });

  it('plays what is asked for alone: by part of its name, or by its file in the company of the rules', async () => {
    const named = await run({ only: 'expl*s' });
    expect([named.passed, named.out]).toEqual([true, expect.stringContaining('1 passed, 0 failed')]);
    const file = await run({}, join(folder, 'wrong.yaml'));
    expect([file.passed, file.out]).toEqual([false, expect.stringContaining('0 passed, 1 failed')]);
    await expect(run({ only: 'nothing' })).rejects.toThrow('No test document has "nothing"');
  });

  it('writes what build servers read to a file', async () => {
    const output = join(folder, 'junit.xml');
    expect((await run({ format: 'junit', output, coverage: true })).out).toBe('');
    expect(readFileSync(output, 'utf8')).toMatch(
      /<testsuites name="rules" tests="2" failures="1"[^]*coverage/,
    );
    await expect(run({ output: join(folder, 'nowhere', 'x') })).rejects.toThrow('cannot be written');
  });

  it('fails where less is covered than was asked for', async () => {
    const low = await run({ only: 'explores', threshold: 10, format: 'json' });
    expect(low.passed).toBe(true);
    expect(JSON.parse(low.out)).toMatchObject({ passed: 1, failed: 0, coverage: { conditions: {} } });
    const high = await run({ only: 'explores', threshold: 99.5 });
    expect(high.passed).toBe(false);
    expect(high.err).toMatch(/^Coverage is [\d.]+%, less than the 99.5% that were asked for\.$/);
  });

  it('tells problems of the rules instead of playing', async () => {
    const broken = join(folder, 'broken.yaml');
    writeFileSync(broken, 'kind: metric\nid: broken\nname: Broken\nvalue: data_7 > 3\n');
    const { passed, out } = await run();
    rmSync(broken);
    expect(passed).toBe(false);
    expect(out).toContain('data_7d');
  });

  it.each([
    {
      format: 'junit' as const,
      written:
        /^<\?xml[^]*<testsuites name="rules" tests="1" failures="0" errors="1"[^]*<error type="name-unknown" message="[^"]*data_7d[^"]*">[^<]*<\/error>[^]*<\/testsuites>\n$/,
    },
    { format: 'lcov' as const, written: /^TN:\n$/ },
    { format: 'json' as const, written: /^\{\n {2}"diagnostics": \[[^]*\}\n$/ },
  ])('writes $format that is valid where rules have errors, and says why', async ({ format, written }) => {
    const broken = join(folder, 'broken.yaml');
    const output = join(folder, `errors.${format}`);
    writeFileSync(broken, 'kind: metric\nid: broken\nname: Broken\nvalue: data_7 + 3\n');
    const { passed, out, err } = await run({ format, output });
    rmSync(broken);
    expect([passed, out]).toEqual([false, '']);
    expect(readFileSync(output, 'utf8')).toMatch(written);
    expect(err).toContain('data_7d');
  });
});
