import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { RULES_FOLDER } from '../support/default-rules.ts';
import { describeUnless } from '../support/describe-unless.ts';
import { endAll, serveCairn, startCairn } from './support/run-cairn.ts';
import type { Running } from './support/run-cairn.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** How large this process's files may become: beyond it, writing fails as on a full disk. */
function limitFiles({ child }: Pick<Running, 'child'>, bytes: number | 'unlimited'): void {
  execFileSync('prlimit', ['--pid', String(child.pid), `--fsize=${bytes}:unlimited`]);
}

function prlimitProblem(): string | undefined {
  try {
    execFileSync('prlimit', ['--version']);
    return undefined;
  } catch {
    return 'there is no prlimit, which makes a disk look full';
  }
}

describeUnless(prlimitProblem(), 'a server whose disk is full', () => {
  let folder: string;
  let server: Running;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cairn-full-'));
    await cp(RULES_FOLDER, join(folder, 'rules'), { recursive: true });
    server = await serveCairn({ DATA_DIR: join(folder, 'data'), RULES_DIR: join(folder, 'rules') });
  });
  afterAll(async () => {
    endAll();
    await rm(folder, { recursive: true, force: true });
  });

  function send(ids: readonly number[]) {
    const events = ids.map(id => ({
      source_type: 'cdr',
      event: {
        record_id: `r${id}`,
        customer_id: `c${id % 3}`,
        call_type: 'outgoing',
        duration: 5,
        call_time: '2026-01-22T10:00:00Z',
      },
    }));
    return fetch(`${server.url}/api/loyalty/v1/customer-events/`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: events.map(event => JSON.stringify(event)).join('\n'),
    });
  }

  const readiness = async () => (await fetch(`${server.url}/readyz`)).json() as Promise<object>;

  it('does not start on a new store there, and says so', async () => {
    const dataDir = join(folder, 'new');
    const started = startCairn(['serve'], { PORT: '0', DATA_DIR: dataDir, RULES_DIR: join(folder, 'rules') });
    // Long before it has read its own code, let alone opened anything.
    limitFiles(started, 4_096);
    const { code, err } = await started.finished;
    expect([code, err]).toEqual([
      1,
      expect.stringContaining(`DATA_DIR: ${dataDir} cannot be used: the disk `),
    ]);
  });

  it('says so to senders and probes, and goes on by itself when there is room again', async () => {
    expect(await (await send([1, 2, 3])).text()).toContain('"processed"');
    limitFiles(server, 4_096);
    const answers = (await (await send([4, 5, 6, 7])).text()).trim().split('\n').slice(0, 4);
    for (const answer of answers) {
      expect(answer).toMatch(/The store cannot be written: the disk .*Send it again when that is mended\./);
      expect(answer).toContain('"retry":true');
    }
    const refused = expect.stringMatching(/^The store cannot be written: the disk/) as unknown;
    expect(await readiness()).toMatchObject({ status: 'unavailable', store: false, reasons: [refused] });
    limitFiles(server, 'unlimited');
    await expect.poll(readiness, { timeout: 60_000 }).toMatchObject({ status: 'ok', store: true });
    const again = await (await send([1, 2, 3, 4, 5, 6, 7])).text();
    expect(again.match(/"duplicate"/g) ?? []).toHaveLength(3);
    expect(again.match(/"processed"/g) ?? []).toHaveLength(4);
    server.child.kill('SIGTERM');
    const { code, err } = await server.finished;
    expect(code).toBe(0);
    expect(err).not.toContain('input failed');
  });
});
