import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMongoStore } from '../../../server/stores/mongodb/mongo-store.ts';
import type { Store } from '../../../server/stores/store.ts';
import { all, kindsOf } from '../../contracts/store/shared.ts';
import { countingDecide } from '../../support/counting-decide.ts';
import { describeUnless } from '../../support/describe-unless.ts';
import { eventInput } from '../../support/inputs.ts';
import { testDatabase, withoutMongodb, type TestDatabase } from '../../support/mongodb.ts';

/** Stands before a MongoDB and keeps back what inserts into one collection, until it is let go. */
interface HoldingProxy {
  readonly url: string;
  hold(collection: string): Promise<void>;
  letGo(): void;
  close(): Promise<void>;
}

async function openHoldingProxy(mongodbUrl: string): Promise<HoldingProxy> {
  const { port, hostname } = new URL(mongodbUrl);
  const sockets = new Set<Socket>();
  let wanted: { readonly collection: string; readonly held: () => void } | null = null;
  let waiting: (() => void)[] = [];
  const server: Server = createServer(client => {
    const upstream = connect(Number(port), hostname);
    let queue: Promise<void> = Promise.resolve();
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    upstream.pipe(client);
    client.on('data', (data: Buffer) => {
      const isHeld = wanted !== null && data.includes(`insert\0`) && data.includes(`${wanted.collection}\0`);
      if (isHeld) {
        queue = queue.then(() => new Promise(resolve => waiting.push(resolve)));
        wanted?.held();
      }
      queue = queue.then(() => void upstream.write(data));
    });
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    hold: collection =>
      new Promise(resolve => {
        wanted = { collection, held: resolve };
      }),
    letGo() {
      wanted = null;
      for (const go of waiting) go();
      waiting = [];
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

describeUnless(withoutMongodb, 'A writer who hangs between the commit and the journal', () => {
  let database: TestDatabase;
  let proxy: HoldingProxy;
  let [slow, other]: Store[] = [];
  beforeEach(async () => {
    database = testDatabase();
    proxy = await openHoldingProxy(database.url);
    slow = await openMongoStore({ url: proxy.url, database: database.name });
    other = await openMongoStore({ url: database.url, database: database.name });
  });
  afterEach(async () => {
    proxy.letGo();
    await slow?.close();
    await other?.close();
    await proxy.close();
    await database.drop();
  });

  function stores(): readonly [Store, Store] {
    if (!slow || !other) throw new Error('The stores are open inside of tests only.');
    return [slow, other];
  }

  test.each([
    ['new', []],
    ['known', ['s:0']],
  ])('brings nothing back of who is erased meanwhile, and was %s', async (_, before) => {
    const [slow, other] = stores();
    for (const id of before) await other.submit([eventInput('gone', id)], countingDecide);
    const held = proxy.hold('journal');
    const submitted = slow.submit([eventInput('gone', 's:1')], countingDecide);
    await held;
    await other.erase('gone');
    expect(await all(other.history('gone'))).toEqual([]);
    proxy.letGo();
    await submitted;
    await slow.finishOpen(0);
    expect(await other.customer('gone')).toBeNull();
    expect(await all(other.history('gone'))).toEqual([]);
    expect(await other.everybody('', 5)).toEqual([]);
    expect(kindsOf(await slow.submit([eventInput('gone', 's:2')], countingDecide))).toEqual(['erased']);
  });

  test('has his step finished by whoever comes next, and counts once', async () => {
    const [slow, other] = stores();
    const held = proxy.hold('journal');
    const submitted = slow.submit([eventInput('ada', 's:1')], countingDecide);
    await held;
    const outcomes = await other.submit([eventInput('ada', 's:1'), eventInput('ada', 's:2')], countingDecide);
    expect(kindsOf(outcomes)).toEqual(['duplicate', 'fresh']);
    proxy.letGo();
    expect(kindsOf(await submitted)).toEqual(['fresh']);
    expect((await all(other.history('ada'))).map(({ id }) => id)).toEqual(['s:1', 's:2']);
  });
});
