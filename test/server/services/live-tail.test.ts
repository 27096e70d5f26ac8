import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Input } from '../../../engine/model.ts';
import { createLiveFeed } from '../../../server/services/live-feed.ts';
import { createLiveTail } from '../../../server/services/live-tail.ts';
import { openSqliteStore } from '../../../server/stores/sqlite/sqlite-store.ts';
import { countingDecide } from '../../support/counting-decide.ts';
import { eventInput, START } from '../../support/inputs.ts';

it('the feed tells what another node decided, from when somebody watches on, and everything once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-tail-'));
  const [here, other] = [
    await openSqliteStore({ file: join(folder, 'cairn.db') }),
    await openSqliteStore({ file: join(folder, 'cairn.db') }),
  ];
  let now = START;
  const feed = createLiveFeed();
  const look = createLiveTail({ store: here, clock: () => now }, feed);
  const decide = async (id: string) => {
    const input: Input = eventInput('c', id, { at: now });
    const [outcome] = await other.submit([input], countingDecide);
    if (!outcome || 'error' in outcome) throw new Error('it was not decided');
    return outcome.entry;
  };

  await decide('s:before');
  now += 1_000;
  await look();
  const told: string[] = [];
  const leave = feed.subscribe(entries => told.push(...entries.map(({ id }) => id)));
  now += 1;
  await decide('s:1');
  await decide('s:2');
  feed.publish([await decide('s:here')]);
  await look();
  await look();
  expect(told).toEqual(['s:here', 's:1', 's:2']);
  leave();
  await decide('s:unwatched');
  await look();
  expect(told).toHaveLength(3);
  await here.close();
  await other.close();
  rmSync(folder, { recursive: true });
});
