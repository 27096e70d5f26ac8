import Database from 'libsql';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeUnless } from '../../support/describe-unless.ts';
import { testDatabase, withoutMongodb } from '../../support/mongodb.ts';
import { call, CDR_SOURCE, takeIn } from '../support/fixtures.ts';
import { openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

const TIME = '2026-01-22T09:00:00Z';
const record = (id: string) => call('lost', TIME, { record_id: id });

interface Damaged {
  readonly server: TestApp;
  readonly logLines: string[];
  /** Takes the customer's document away behind the server's back. */
  loseDocument(): Promise<void>;
}

function tellsOfLostDocument(damaged: () => Damaged): void {
  it('keeps what comes about him, says once what mends him, and takes it in afterwards', async () => {
    const { server, logLines, loseDocument } = damaged();
    await takeIn(server, record('before'));
    await loseDocument();
    const { body } = await server.post('customer-events/', [record('first'), record('second')]);
    expect(body).toMatchObject({ accepted: 0, failed: 2, retry: 0 });
    expect(body.results[0].detail).toMatch(/behind his journal.*"cairn replay --repair".*kept/);
    await server.post('customer-events/', [record('third')]);
    expect(logLines.filter(line => line.includes('behind his journal'))).toHaveLength(1);

    expect((await server.services.verify.customer('lost', true)).repaired).toBe(true);
    expect((await server.post('customer-events/reprocess/', {})).body).toMatchObject({
      processed: 3,
      still_failed: 0,
    });
    expect((await server.services.verify.customer('lost', false)).findings).toEqual([]);
    expect((await server.get('customers/lost/')).status).toBe(200);
  });

  it('does not deny his events, and hands them out', async () => {
    const { server, loseDocument } = damaged();
    await takeIn(server, record('before'));
    await loseDocument();
    for (const path of ['customers/lost/', 'points/?customer_id=lost']) {
      const { status, body } = await server.get(path);
      expect([path, status]).toEqual([path, 404]);
      expect(body.detail).toContain('though the journal has');
    }
    expect((await server.get('customers/lost/export/')).text).toContain('before');
    expect((await server.get('customers/nobody/')).body.detail).toContain('no event of his has come in yet');
  });
}

describe('A customer whose document is missing, embedded', () => {
  let server: TestApp;
  let logLines: string[];
  beforeEach(async () => {
    logLines = [];
    server = await openTestApp({ logLines });
    await server.post('data-sources/', CDR_SOURCE);
  });
  afterEach(() => server.close());

  function change(sql: string): void {
    const database = new Database(join(server.dataDir, 'cairn.db'));
    database.exec(sql);
    database.close();
  }

  tellsOfLostDocument(() => ({
    server,
    logLines,
    loseDocument: async () => change("DELETE FROM customers WHERE id = 'lost'"),
  }));

  it('is told of alike where it is there and behind his journal', async () => {
    await takeIn(server, record('one'));
    await takeIn(server, record('two'));
    change("UPDATE customers SET v = v - 1 WHERE id = 'lost'");
    const { body } = await server.post('customer-events/', [record('three')]);
    expect(body.results[0].detail).toContain('behind his journal');
    const redeemed = await server.post('points/redeem/', { customer_id: 'lost', amount: 1, reason: 'x' });
    expect([redeemed.status, redeemed.body.detail]).toEqual([
      409,
      expect.stringContaining('behind his journal'),
    ]);
  });
});

describeUnless(withoutMongodb, 'A customer whose document is missing, on MongoDB', () => {
  let server: TestApp;
  let logLines: string[];
  let database: ReturnType<typeof testDatabase>;
  beforeEach(async () => {
    logLines = [];
    database = testDatabase();
    server = await openTestApp({ logLines, mongodb: { mongodbUrl: database.url, mongodbDb: database.name } });
    await server.post('data-sources/', CDR_SOURCE);
  });
  afterEach(async () => {
    await server.close();
    await database.drop();
  });

  tellsOfLostDocument(() => ({
    server,
    logLines,
    loseDocument: async () => {
      const customers = database.client.db(database.name).collection<{ _id: string }>('customers');
      await customers.deleteOne({ _id: 'lost' });
    },
  }));
});
