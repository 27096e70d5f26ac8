import { cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { RULES_FOLDER } from '../support/default-rules.ts';
import { endAll, runCairn, serveCairn } from './support/run-cairn.ts';
import type { Running } from './support/run-cairn.ts';

// Every process loads and compiles the rules anew; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 300_000 });

let folder: string;
let environment: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-process-'));
  environment = { DATA_DIR: join(folder, 'data'), RULES_DIR: join(folder, 'rules') };
  await cp(RULES_FOLDER, join(folder, 'rules'), { recursive: true });
});
afterAll(async () => {
  endAll();
  await rm(folder, { recursive: true, force: true });
});

async function send({ url }: Running, customer: string, id: number): Promise<number> {
  const event = {
    record_id: `r${id}`,
    customer_id: customer,
    call_type: 'outgoing',
    duration: 5,
    call_time: '2026-01-22T10:00:00Z',
  };
  const response = await fetch(`${url}/api/loyalty/v1/customer-events/normalize/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ source_type: 'cdr', event }),
  });
  return response.status;
}

describe('the server’s process', () => {
  it('says where it is ready, finishes what is in hand at SIGTERM and exits with 0', async () => {
    const server = await serveCairn(environment);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    const stream = await fetch(`${server.url}/api/loyalty/v1/stream/`);
    const sent = Promise.all([1, 2, 3].map(id => send(server, 'term', id)));
    expect(await sent).toEqual([201, 201, 201]);
    server.child.kill('SIGTERM');
    expect((await server.finished).code).toBe(0);
    await stream.body?.cancel().catch(() => undefined);
    expect((await stat(join(folder, 'data', 'secret.key'))).mode & 0o777).toBe(0o600);
  });

  it('killed at any moment loses nothing that it acknowledged', async () => {
    let server = await serveCairn(environment);
    const acknowledged: number[] = [];
    let id = 100;
    const victim = server;
    const senders = Array.from({ length: 4 }, async () => {
      for (;;) {
        const own = (id += 1);
        const status = await send(victim, `kill-${own % 5}`, own).catch(() => 0);
        if (status !== 201) return;
        acknowledged.push(own);
        if (acknowledged.length === 40) victim.child.kill('SIGKILL');
      }
    });
    await Promise.all(senders);
    await victim.finished;
    server = await serveCairn(environment);
    const again = await Promise.all(acknowledged.map(own => send(server, `kill-${own % 5}`, own)));
    expect(new Set(again)).toEqual(new Set([200]));
    server.child.kill('SIGTERM');
    expect((await server.finished).code).toBe(0);
  });

  it('does not start on a bad value, and says which', async () => {
    const port = await runCairn(['serve'], { ...environment, PORT: 'x' });
    expect([port.code, port.err]).toEqual([1, expect.stringMatching(/^PORT is "x"/)]);
    const host = await runCairn(['serve'], { ...environment, HOST: '0.0.0.0' });
    expect(host.err).toContain('ADMIN_KEY');
    const rules = await runCairn(['serve'], {
      DATA_DIR: join(folder, 'other'),
      RULES_DIR: join(folder, 'none'),
    });
    expect([rules.code, rules.err]).toEqual([1, expect.stringContaining('RULES_DIR is')]);
  });

  it.each([
    ['a file', 'a file is where the folder should be'],
    ['under a file/data', 'a file is where a folder should be'],
    ['no database', 'cairn.db is not a database'],
  ])('does not start with %s for DATA_DIR, and says so', async (name, reason) => {
    await writeFile(join(folder, 'a file'), '');
    await writeFile(join(folder, 'under a file'), '');
    await mkdir(join(folder, 'no database'), { recursive: true });
    await writeFile(join(folder, 'no database', 'cairn.db'), 'these are no pages of a database'.repeat(200));
    const dataDir = join(folder, name);
    const { code, err } = await runCairn(['serve'], { ...environment, DATA_DIR: dataDir });
    expect([code, err]).toEqual([1, `DATA_DIR: ${dataDir} cannot be used: ${reason}.\n`]);
  });

  it('does not start on a port that is taken', async () => {
    const taken = createServer();
    await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve));
    const port = String((taken.address() as AddressInfo).port);
    const { code, err } = await runCairn(['serve'], { ...environment, PORT: port });
    taken.close();
    expect([code, err]).toEqual([1, expect.stringContaining(`PORT is ${port}, and another process uses it`)]);
  });

  it('does not start on rules in error while it has none, and shows them', async () => {
    const rulesDir = join(folder, 'broken');
    await cp(join(folder, 'rules'), rulesDir, { recursive: true });
    await writeFile(join(rulesDir, 'segments.yaml'), 'kind: segment\nid: a\nname: A\nwhen: engagment > 5\n');
    const { code, err } = await runCairn(['serve'], { DATA_DIR: join(folder, 'fresh'), RULES_DIR: rulesDir });
    expect(code).toBe(1);
    expect(err).toContain('segments.yaml');
    expect(err).toContain('engagement');
  });
});

describe('the commands', () => {
  it('check rules, with exit codes that a pipeline can go by', async () => {
    const good = await runCairn(['check', '--format', 'json'], environment);
    expect(good.code).toBe(0);
    expect(JSON.parse(good.out)).toMatchObject({
      diagnostics: expect.any(Array),
      program: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const bad = await runCairn(['check', join(folder, 'broken'), '--format', 'json'], environment);
    expect(bad.code).toBe(1);
    const { diagnostics, program } = JSON.parse(bad.out) as {
      diagnostics: { message: string }[];
      program?: string;
    };
    expect(program).toBeUndefined();
    const misspelt = diagnostics.find(({ message }) => message.includes('engagment'));
    expect(misspelt).toMatchObject({
      code: expect.any(String),
      range: { start: { line: 4 } },
      fixes: [expect.anything()],
    });
    expect((await runCairn(['check', join(folder, 'nowhere')])).code).toBe(2);
    expect((await runCairn(['chekc'])).code).toBe(2);
    expect((await runCairn(['check', '--format', 'xml'])).code).toBe(2);
  });

  it('compile rules to JSONLogic with the operators that it needs', async () => {
    const { code, out } = await runCairn(['compile', '--format', 'json'], environment);
    expect(code).toBe(0);
    const { rules, metrics, operators } = JSON.parse(out) as {
      rules: { kind: string; id: string }[];
      metrics: object[];
      operators: { name: string }[];
    };
    expect(rules.filter(rule => rule.kind === 'mission')).toHaveLength(29);
    expect(rules.find(rule => rule.id === 'power_user')).toMatchObject({
      file: expect.stringContaining('power_user.yaml'),
      logic: { bronze: expect.anything() },
    });
    expect(metrics.length).toBeGreaterThan(20);
    expect(operators.map(operator => operator.name)).toContain('nice');
  });

  it('play stories and explain a rule for the customer of one', async () => {
    const story = join(folder, 'story.yaml');
    const lines = [
      'kind: test',
      'id: told',
      'name: A call',
      'start: 2026-01-05',
      'live: [cdr]',
      'steps:',
      '  - { at: day 1 09:00, event: usage.voice, value: 60, attributes: { direction: outgoing } }',
      '  - { at: day 1 10:00, expect: [engagement > 0, "count(usage.voice, 1d) = 2"] }',
    ];
    await writeFile(story, `${lines.join('\n')}\n`);
    const rules = join(folder, 'untold');
    await cp(join(folder, 'rules'), rules, { recursive: true });
    await rm(join(rules, 'tests'), { recursive: true });
    const tested = await runCairn(['test', rules, story], environment);
    expect(tested.code).toBe(1);
    expect(tested.out).toMatch(
      /FAILED {2}told.*\n.*story\.yaml:8:\d+ day 1 10:00\n +expected count\(usage\.voice, 1d\) = 2\n +seen +.* is 1/,
    );
    const explained = await runCairn(
      ['explain', 'score.engagement', '--customer', story, '--format', 'json'],
      { ...environment, RULES_DIR: rules },
    );
    expect(explained.code).toBe(0);
    expect(JSON.parse(explained.out)).toMatchObject({ rule: 'score.engagement', tree: expect.anything() });
    const unknown = await runCairn(['explain', 'score.nothing', '--customer', story], {
      ...environment,
      RULES_DIR: rules,
    });
    expect(unknown.code).toBe(2);
  });

  it('make a demo, replay it and publish a change', async () => {
    const data = { ...environment, DATA_DIR: join(folder, 'demo') };
    const demo = await runCairn(
      ['demo', '--customers', '2', '--days', '5', '--seed', '3', '--format', 'json'],
      data,
    );
    expect(demo.code).toBe(0);
    const made = JSON.parse(demo.out) as { events: number; failed: number };
    expect(made).toMatchObject({ customers: 2, failed: 0 });
    expect(made.events).toBeGreaterThan(5);
    const replayed = await runCairn(['replay', '--format', 'json'], data);
    expect([replayed.code, JSON.parse(replayed.out)]).toEqual([0, { customers: 2, differing: [] }]);
    const published = await runCairn(['publish', '--format', 'json'], data);
    expect(JSON.parse(published.out)).toMatchObject({ release: 1 });
    expect((await runCairn(['demo', '--customers', 'many'], data)).code).toBe(2);
  });
});
