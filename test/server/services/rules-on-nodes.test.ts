import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { publishCommand } from '../../../server/cli/publish.ts';
import { readConfig } from '../../../server/config.ts';
import { openServices } from '../../../server/services/index.ts';
import type { Services } from '../../../server/services/index.ts';
import { RULES_TURN } from '../../../server/services/turns.ts';
import { secretBox } from '../../../server/services/secrets.ts';
import { commandInput } from '../../support/inputs.ts';
import { openStore } from '../../../server/stores/open-store.ts';

const STARTER = new URL('../../../server/cli/starter/', import.meta.url);
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** Nodes on one store, with one folder of rules or a copy for each. */
async function nodes(folders: 'one' | 'each'): Promise<readonly [Services, Services]> {
  const root = await mkdtemp(join(tmpdir(), 'cairn-nodes-'));
  opened.push(() => rm(root, { recursive: true, force: true }));
  const open = async (name: string): Promise<Services> => {
    const rulesDir = join(root, folders === 'one' ? 'rules' : `rules-${name}`);
    await cp(STARTER, rulesDir, { recursive: true });
    const store = await openStore({ dataDir: join(root, 'data') });
    opened.push(() => store.close());
    const log = pino({ level: 'silent' });
    const context = { store, clock: Date.now, log, rulesDir, dataDir: root, publishAtStart: false };
    return openServices(context, secretBox(Buffer.alloc(32, 7)));
  };
  return [await open('a'), await open('b')];
}

async function change({ rules }: Services, file: string, from: string, to: string) {
  const { text, etag } = await rules.file(file);
  expect(text).toContain(from);
  return () => rules.write([{ file, text: text.replace(from, to), ifMatch: etag }], false);
}

const liveText = async ({ releases }: Services, file: string): Promise<string> =>
  (await releases.refresh()).files.find(({ path }) => path === file)?.text ?? '';

describe('rules that are changed on two nodes at once', () => {
  it.each(['one', 'each'] as const)('all go live, with %s folder', async folders => {
    const [a, b] = await nodes(folders);
    const [points, measure] = [
      await change(a, 'missions.yaml', 'points: 80', 'points: 90'),
      await change(b, 'measures.yaml', 'sum(usage.data, 7d)', 'sum(usage.data, 8d)'),
    ];
    await Promise.all([points(), measure()]);
    for (const node of [a, b]) {
      expect(await liveText(node, 'missions.yaml')).toContain('points: 90');
      expect(await liveText(node, 'measures.yaml')).toContain('sum(usage.data, 8d)');
      await node.rules.follow();
      const { program } = await node.rules.check([]);
      expect(program).toBe(node.releases.live().program.hash);
    }
  });

  it.each(['one', 'each'] as const)('lose nobody’s text of one file, with %s folder', async folders => {
    const [a, b] = await nodes(folders);
    const both = [
      await change(a, 'missions.yaml', 'points: 80', 'points: 90'),
      await change(b, 'missions.yaml', 'points: 80', 'points: 95'),
    ];
    const done = await Promise.allSettled(both.map(write => write()));
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(done.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { kind: 'precondition-failed' },
    });
  });

  it('reach the other’s folder where only a comment was changed, and make no release of their own', async () => {
    const [a, b] = await nodes('each');
    const { release } = a.releases.live();
    await (
      await change(a, 'missions.yaml', 'kind: mission', 'kind: mission # for now')
    )();
    await b.releases.refresh();
    await b.rules.follow();
    expect((await b.rules.file('missions.yaml')).text).toContain('# for now');
    expect([a, b].map(({ releases }) => releases.live().release.n)).toEqual([release.n, release.n]);
    const again = await change(b, 'missions.yaml', '# for now', '# for good');
    await again();
    await a.releases.refresh();
    await a.rules.follow();
    expect((await a.rules.file('missions.yaml')).text).toContain('# for good');
  });

  it('are taken up by a node that is asked again about what another decided by them', async () => {
    const [a, b] = await nodes('each');
    await (
      await change(a, 'missions.yaml', 'points: 80', 'points: 90')
    )();
    const input = commandInput('ada', 'api:1', 'a body');
    const [first] = await a.submit([input]);
    expect(b.releases.live().release.n).toBeLessThan(a.releases.live().release.n);
    const [again] = await b.submit([input]);
    expect(again).toMatchObject({ duplicate: true, entry: { id: first?.id } });
    expect(b.releases.live().release.n).toBe(a.releases.live().release.n);
  });

  it('are answered again where the first answer was lost, on either node', async () => {
    const [a, b] = await nodes('each');
    const { text, etag } = await a.rules.file('missions.yaml');
    const sent = { file: 'missions.yaml', text: text.replace('points: 80', 'points: 90'), ifMatch: etag };
    const first = await a.rules.write([sent], false);
    for (const node of [a, b]) {
      const { files, published, live } = await node.rules.write([sent], false);
      expect({ files, published, n: live.release.n }).toEqual({
        files: first.files,
        published: true,
        n: first.live.release.n,
      });
    }
    const other = { ...sent, text: text.replace('points: 80', 'points: 95') };
    await expect(a.rules.write([sent, other], false)).rejects.toThrow('there twice');
    await expect(b.rules.write([other], false)).rejects.toMatchObject({ kind: 'precondition-failed' });
  });

  it('are published by the command behind who is at them, as they are then', async () => {
    const [a] = await nodes('one');
    const { rulesDir, dataDir } = a.context;
    const config = readConfig({ DATA_DIR: join(dataDir, 'data'), RULES_DIR: rulesDir });
    let publishing: Promise<boolean> = Promise.resolve(false);
    await a.takeTurn(RULES_TURN, async () => {
      publishing = publishCommand(config, 'json');
      expect(await Promise.race([publishing, pause(500, 'waits')])).toBe('waits');
      const { text } = await a.rules.file('missions.yaml');
      await writeFile(join(rulesDir, 'missions.yaml'), text.replace('points: 80', 'points: 90'));
    });
    expect(await publishing).toBe(true);
    expect(await liveText(a, 'missions.yaml')).toContain('points: 90');
  });

  it('are not published with what nobody looked at', async () => {
    const [a] = await nodes('each');
    const { rulesDir } = a.context;
    await cp(join(rulesDir, 'measures.yaml'), join(rulesDir, 'more.yaml'));
    await rm(join(rulesDir, 'measures.yaml'));
    const write = await change(a, 'missions.yaml', 'points: 80', 'points: 90');
    await expect(write()).rejects.toMatchObject({
      kind: 'conflict',
      extensions: { files: ['measures.yaml', 'more.yaml'] },
    });
  });
});
