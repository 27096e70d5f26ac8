import Database from 'libsql';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/services/verify/index.ts';
import { call, customerWithMissions, takeIn, topUp } from '../support/fixtures.ts';
import { openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

let server: TestApp;
let ada: string;
beforeAll(async () => {
  server = await openTestApp();
  ada = await customerWithMissions(server, '2026-01-20T08:00:00Z', 'ada');
  for (const hour of ['08', '09', '10']) await takeIn(server, call(ada, `2026-01-22T${hour}:00:00Z`));
  for (const n of [1, 2]) await takeIn(server, topUp('bob', `t-${n}`, `2026-01-21T1${n}:00:00Z`));
  server.now += 86_400_000;
  await takeIn(server, topUp('bob', 't-3', '2026-01-23T08:00:00Z'));
});
afterAll(() => server.close());

/** Changes rows behind the server's back, and gives a function that puts them back. */
function tamper(table: string, where: string, set: string): () => void {
  const database = new Database(join(server.dataDir, 'cairn.db'));
  const rows = database.prepare(`SELECT * FROM ${table} WHERE ${where}`).all([]) as Record<
    string,
    string | number | null
  >[];
  expect(rows.length).toBeGreaterThan(0);
  database.exec(
    set === '' ? `DELETE FROM ${table} WHERE ${where}` : `UPDATE ${table} SET ${set} WHERE ${where}`,
  );
  database.close();
  return () => {
    const again = new Database(join(server.dataDir, 'cairn.db'));
    for (const row of rows) {
      const columns = Object.keys(row).map(name => `"${name}"`);
      const marks = columns.map(() => '?').join(', ');
      again
        .prepare(`INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES (${marks})`)
        .run(Object.values(row));
    }
    again.close();
  };
}

async function findingsOf(customer: string): Promise<readonly Finding[]> {
  return (await server.services.verify.customer(customer, false)).findings;
}

const first = "(SELECT id FROM journal WHERE customer = 'bob' ORDER BY v, i LIMIT 1)";
const second =
  "(SELECT id FROM journal WHERE customer = 'bob' AND kind = 'event' ORDER BY v, i LIMIT 1 OFFSET 1)";

describe('what nobody has touched', () => {
  it('is what the journal gives, and every entry bears a digest', async () => {
    for (const customer of ['bob', ada]) {
      const verified = await server.services.verify.customer(customer, false);
      expect(verified).toMatchObject({ findings: [], withoutDigest: 0 });
      expect(verified.entries).toBeGreaterThan(2);
    }
    expect(await server.services.verify.shared(false)).toMatchObject({ findings: [] });
  });
});

describe('a document that was changed', () => {
  const changes: readonly (readonly [string, string, string])[] = [
    [
      'points',
      `state = json_set(state, '$.decisions.points.balance', 5000)`,
      '$.state.decisions.points.balance',
    ],
    [
      'a tier',
      `state = json_set(state, '$.decisions.above', json('["risk:1"]'))`,
      '$.state.decisions.above[0]',
    ],
    ['facts', `state = json_set(state, '$.facts.last_event_at', 1)`, '$.state.facts.last_event_at'],
    ['its form', `state = ' ' || state`, '$.state'],
    ['text that is no JSON', `state = substr(state, 2)`, '$.state'],
    ['the summary', `summary = json_set(summary, '$.tier', 'gold')`, '$.summary.tier'],
    ['the count of entries', 'entries = entries + 1', '$.entries'],
    ['the step', 'v = v + 3', '$.v'],
    ['the clock', 'at = at + 7200000', '$.state.facts.kept.clock'],
    ['the release', 'release = 77', '$.release'],
    ['a summary that is no JSON', `summary = ''`, '$.summary'],
    ['when it is due', 'due_at = due_at + 1', '$.due_at'],
    ['the digest', `digest = 'AAAAAAAAAAAAAAAAAAAAAA'`, '$.digest'],
  ];
  it.each(changes)('is found and rebuilt: %s', async (_, set, path) => {
    tamper('customers', "id = 'bob'", set);
    const findings = await findingsOf('bob');
    expect(findings.map(finding => finding.path)).toContain(path);
    expect(findings.map(finding => finding.in)).toContain('document');
    expect(findings.map(finding => finding.in)).not.toContain('journal');
    expect(await server.services.verify.customer('bob', true)).toMatchObject({ repaired: true });
    expect(await findingsOf('bob')).toEqual([]);
  });

  it('is rebuilt where it is gone altogether, and the customer goes on', async () => {
    tamper('customers', "id = 'bob'", '');
    expect(await server.store.everybody('', 10)).toContain('bob');
    expect(await findingsOf('bob')).toMatchObject([{ in: 'document', path: '$', seen: 'nothing' }]);
    expect(await server.services.verify.customer('bob', true)).toMatchObject({ repaired: true });
    await takeIn(server, topUp('bob', `t-${server.now}`, '2026-01-23T09:00:00Z'));
    expect(await findingsOf('bob')).toEqual([]);
  });
});

describe('a journal that was changed', () => {
  const changes: readonly (readonly [string, string, string])[] = [
    ['an event', `id = ${second}`, `input = json_set(input, '$.value', 900)`],
    ['an effect', `id = ${first}`, `effects = '[]'`],
    [
      'an effect that nothing folds',
      `id = ${second}`,
      `effects = json_insert(effects, '$[#]', json('{"kind":"score_changed","score":"risk","before":1,"after":2}'))`,
    ],
    ['an answer', `id = ${second}`, `answer = '{"ok":true}'`],
    ['a clock', `id = ${second}`, 'at = at - 1'],
    ['a program', `id = ${second}`, `program = 'none'`],
    ['a release', `id = ${second}`, 'release = 9'],
    ['a mark', `id = ${second}`, `marks = '["badge_awarded"]'`],
    ['the hash of what came', `id = ${second}`, `body_hash = 'x'`],
    ['a digest', `id = ${second}`, `digest = NULL`],
    ['an id', `id = ${second}`, `id = 'forged'`],
    ['a kind', `id = ${second}`, `kind = 'eventx'`],
  ];
  it.each(changes)('is found at its entry, and nothing is rebuilt from it: %s', async (_, where, set) => {
    const restore = tamper('journal', where, set);
    const { findings, repaired } = await server.services.verify.customer('bob', true);
    expect(repaired).toBe(false);
    expect(findings.filter(finding => finding.in === 'journal').map(finding => finding.entry)).not.toEqual(
      [],
    );
    if (set.startsWith('id =')) tamper('journal', "id = 'forged'", '');
    restore();
    expect(await findingsOf('bob')).toEqual([]);
  });

  it('is found where its end was taken off, and the document is not cut to it', async () => {
    const last = "(SELECT id FROM journal WHERE customer = 'bob' ORDER BY v DESC, i DESC LIMIT 1)";
    const restore = tamper('journal', `id = ${last}`, '');
    const { findings, repaired } = await server.services.verify.customer('bob', true);
    expect(repaired).toBe(false);
    expect(findings).toContainEqual(expect.objectContaining({ in: 'journal', path: '$', entry: null }));
    restore();
    expect(await findingsOf('bob')).toEqual([]);
  });

  it('is found where an entry was taken out, at the one behind it', async () => {
    const restore = tamper('journal', `id = ${second}`, '');
    const places = (await findingsOf('bob')).filter(finding => finding.in === 'journal');
    expect(places.map(finding => finding.path)).toEqual(expect.arrayContaining(['$.v', '$']));
    restore();
    expect(await findingsOf('bob')).toEqual([]);
  });
});

describe('lists and totals that were damaged', () => {
  const damages: readonly (readonly [string, string, string])[] = [
    ['members', "customer = 'bob'", ''],
    ['members', "customer = 'bob'", `audience = 'segment:nobody' || audience`],
    ['marks', '1 = 1', ''],
    ['tallies', "kind = 'customers'", 'count = count + 5'],
    ['tallies', "kind = 'entries'", ''],
  ];
  it.each(damages)('are found, and made anew: %s where %s', async (table, where, set) => {
    tamper(table, where, set);
    const { findings } = await server.services.verify.shared(false);
    expect(findings.map(finding => finding.in)).toContain('projection');
    expect(await server.services.verify.shared(true)).toMatchObject({ repaired: true });
    expect(await server.services.verify.shared(false)).toMatchObject({ findings: [] });
  });
});

describe('lists and totals beside what cannot be read', () => {
  it.each([
    ['customers', "id = 'bob'", `summary = ''`],
    ['customers', "id = 'bob'", `summary = '{"segments":[]}'`],
    ['journal', `id = ${second}`, `marks = '['`],
  ])('are compared all the same: %s', async (table, where, set) => {
    const restore = tamper(table, where, set);
    const restoreMembers = tamper('members', `customer = '${ada}'`, '');
    const { findings } = await server.services.verify.shared(false);
    expect(findings.map(({ path }) => path)).toContainEqual(expect.stringContaining(`of ${ada}`));
    expect(findings.map(({ path }) => path)).not.toContainEqual(expect.stringContaining('of bob'));
    expect(findings.map(({ seen }) => seen)).toContain('1 that cannot be read');
    await server.services.verify.shared(true);
    restore();
    restoreMembers();
    expect(await server.services.verify.shared(false)).toMatchObject({ findings: [] });
  });
});

describe('a walk over everybody', () => {
  it('goes on behind whoever was looked at last', async () => {
    const seen: string[] = [];
    for await (const { customer } of server.services.verify.everybody({ repair: false })) seen.push(customer);
    expect(seen).toEqual(await server.store.everybody('', 100));
    const rest: string[] = [];
    const [from = ''] = seen;
    for await (const { customer } of server.services.verify.everybody({ repair: false, from }))
      rest.push(customer);
    expect(rest).toEqual(seen.slice(1));
  });

  it('keeps its place when it is stopped', async () => {
    await server.store.change('verify:position', 0, { after: ada });
    const rest: string[] = [];
    for await (const { customer } of server.services.verify.everybody({ repair: false, resume: true }))
      rest.push(customer);
    expect(rest).toEqual(await server.store.everybody(ada, 100));
    expect(await server.store.setting('verify:position')).toBeNull();
  });
});
