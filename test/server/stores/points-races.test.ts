import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createEngine } from '../../../engine/index.ts';
import type { Command, Entry, Input, PointsCommand } from '../../../engine/index.ts';
import { sumOf } from '../../../engine/points/fold-posting.ts';
import { parseState } from '../../../engine/state-text.ts';
import { openStore } from '../../../server/stores/open-store.ts';
import type { StoreConfig } from '../../../server/stores/open-store.ts';
import type { Outcome, Store } from '../../../server/stores/store.ts';
import { all, documentOf } from '../../contracts/store/shared.ts';
import { pointsId } from '../../../engine/points/point-commands.ts';
import { HOUR, MINUTE, pointsProgram, postingsOf, START } from '../../engine/points/points-customer.ts';
import { RELEASE } from '../../support/default-rules.ts';
import { describeUnless } from '../../support/describe-unless.ts';
import { MONGODB_URL, testDatabase, withoutMongodb } from '../../support/mongodb.ts';
import type { TestDatabase } from '../../support/mongodb.ts';
import { eventInput } from '../../support/one-customer.ts';

const CUSTOMER = 'customer-1';
const NODES = 3;
const reason = 'the last one';

const STORES: readonly (readonly [name: string, problem: string | undefined])[] = [
  ['the embedded store', undefined],
  ['MongoDB', withoutMongodb],
];

for (const [name, problem] of STORES) {
  describeUnless(problem, `points on several nodes over ${name}`, () => {
    let nodes: readonly Store[];
    let dataDir: string;
    let database: TestDatabase | undefined;

    beforeEach(async () => {
      dataDir = await mkdtemp(join(tmpdir(), 'cairn-points-'));
      database = name === 'MongoDB' ? testDatabase() : undefined;
      const mongodb = database && { mongodbUrl: MONGODB_URL, mongodbDb: database.name };
      const config: StoreConfig = { dataDir, ...mongodb };
      const first = await openStore(config);
      const others = Array.from({ length: NODES - 1 }, () => openStore(config));
      nodes = [first, ...(await Promise.all(others))];
      await first.submit(
        [command({ do: 'generate', max_missions: 5, force_regenerate: false }, 'g')],
        decideOf(0),
      );
      await first.submit(
        [eventInput('app.login', START, { event_id: 'e', customer: CUSTOMER })],
        decideOf(0),
      );
    });
    afterEach(async () => {
      await Promise.all(nodes.map(node => node.close()));
      await database?.drop();
      await rm(dataDir, { recursive: true, force: true });
    });

    const engines = Array.from({ length: NODES }, () => createEngine(pointsProgram(), RELEASE));
    const decideOf = (node: number) => (engines[node] ?? createEngine(pointsProgram(), RELEASE)).decide;

    function command(body: Command, id: string, at = START): Input {
      return { kind: 'command', id, customer: CUSTOMER, at, body, bodyHash: id };
    }

    /** Each input alone, to one node after the other, all at once. */
    async function rush(inputs: readonly Input[]): Promise<readonly Entry[]> {
      const submitted = inputs.map(async (input, n) => {
        const node = nodes[n % NODES];
        if (node === undefined) throw new Error('there is no such node');
        return (await node.submit([input], decideOf(n % NODES))).map(entryOf);
      });
      return (await Promise.all(submitted)).flat();
    }

    it('a hundred who want the last points at once are paid once', async () => {
      const redeem: PointsCommand = { do: 'redeem', amount: 100, reason };
      const entries = await rush(Array.from({ length: 100 }, (_, n) => command(redeem, `api:shop:${n}`)));
      const paid = entries.filter(isDone);
      expect(paid).toHaveLength(1);
      expect(entries.filter(entry => !isDone(entry)).map(({ answer }) => answer)).toEqual(
        Array.from({ length: 99 }, () => expect.objectContaining({ code: 'conflict', available: 0 })),
      );
      await expectBalanced({ balance: 0, liability: 100 });
    });

    it('the same request on all nodes at once counts once, and gets one answer', async () => {
      const redeem: PointsCommand = { do: 'redeem', amount: 30, reason };
      const entries = await rush(Array.from({ length: 12 }, () => command(redeem, 'api:shop:key')));
      expect(new Set(entries.map(({ answer }) => JSON.stringify(answer))).size).toBe(1);
      await expectBalanced({ balance: 70, liability: 30 });
    });

    it('what is on hold is captured, released or over, and never two of them', async () => {
      const holds = Array.from({ length: 10 }, (_, n) => `api:shop:hold${n}`);
      const hold: PointsCommand = { do: 'hold', amount: 10, reason, expires_in: HOUR };
      expect((await rush(holds.map(id => command(hold, id)))).filter(isDone)).toHaveLength(10);
      const ends = holds.flatMap((id, n): readonly Input[] => {
        const made = pointsId('h', CUSTOMER, id);
        const capture: PointsCommand = { do: 'capture', hold: made, amount: 6 };
        // Some come when the time is just over, some when another's clock says so, some long before.
        const at = START + (n < 5 ? 10 * MINUTE : HOUR - MINUTE + n * 15_000);
        const release: PointsCommand = { do: 'release', hold: made };
        const tick: Input = { kind: 'tick', id: `t${n}`, customer: CUSTOMER, at, body: null, bodyHash: '' };
        return [command(capture, `c${n}`, at), command(release, `r${n}`, at), tick];
      });
      await rush(ends);
      await rush([command({ do: 'redeem', amount: 1, reason }, 'api:shop:last', START + 2 * HOUR)]);
      const postings = postingsOf(await all(store().history(CUSTOMER)));
      for (const id of holds) {
        const made = pointsId('h', CUSTOMER, id);
        const of = postings.filter(posting => posting.hold === made);
        const causes = of.map(({ cause }) => cause).join(' ');
        expect(['hold capture hold_release', 'hold hold_release', 'hold hold_expiry']).toContain(causes);
        expect(of.reduce((sum, posting) => sum + sumOf(posting, 'hold'), 0)).toBe(0);
      }
      const captured = postings.filter(({ cause }) => cause === 'capture').length;
      await expectBalanced({ balance: 100 - captured * 6 - 1, liability: captured * 6 + 1 });
    });

    it('a redemption that all nodes are asked to reverse is reversed once', async () => {
      await rush([command({ do: 'redeem', amount: 40, reason }, 'api:shop:1')]);
      const posting = pointsId('r', CUSTOMER, 'api:shop:1');
      const reverse: PointsCommand = { do: 'reverse', posting, reason };
      const entries = await rush(Array.from({ length: 12 }, (_, n) => command(reverse, `api:desk:${n}`)));
      expect(entries.filter(isDone)).toHaveLength(1);
      await expectBalanced({ balance: 100, liability: 0 });
    });

    function store(): Store {
      const [first] = nodes;
      if (first === undefined) throw new Error('there is no node');
      return first;
    }

    /** The journal's postings and the customer's state agree, and a rebuild from the journal is the state. */
    async function expectBalanced(wanted: { readonly balance: number; readonly liability: number }) {
      const journal = await all(store().history(CUSTOMER));
      const snapshot = await documentOf(store(), CUSTOMER);
      const postings = postingsOf(journal);
      const { balance } = parseState(snapshot.state).decisions.points;
      const total = (account: 'customer' | 'liability') =>
        postings.reduce((sum, posting) => sum + sumOf(posting, account), 0);
      expect({ balance, liability: total('liability') }).toEqual(wanted);
      expect(total('customer')).toBe(balance);
      expect(new Set(postings.map(({ posting_key }) => posting_key)).size).toBe(postings.length);
      const rebuilt = createEngine(pointsProgram(), RELEASE).recalculate(CUSTOMER, journal, snapshot);
      expect(rebuilt.state).toBe(snapshot.state);
    }
  });
}

function entryOf(outcome: Outcome): Entry {
  if ('entry' in outcome) return outcome.entry;
  throw new Error(`${outcome.id} came to ${outcome.error}`);
}

function isDone({ answer }: Entry): boolean {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true;
}
