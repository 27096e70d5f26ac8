import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine } from '../../../engine/index.ts';
import type { Entry } from '../../../engine/model.ts';
import { undoConflicts } from '../../../server/services/undo-conflicts.ts';
import { openMongoStore } from '../../../server/stores/mongodb/mongo-store.ts';
import type { DecideStep, Store } from '../../../server/stores/store.ts';
import { all, defined, documentOf, kindsOf } from '../../contracts/store/shared.ts';
import { programForAll, RELEASE } from '../../support/default-rules.ts';
import { describeUnless } from '../../support/describe-unless.ts';
import { testDatabase, withoutMongodb, type TestDatabase } from '../../support/mongodb.ts';
import { eventInput } from '../../support/one-customer.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-01-22T09:00:00Z');

describeUnless(withoutMongodb, 'One id that two customers bring to two nodes at the same moment', () => {
  let database: TestDatabase;
  let nodes: readonly [Store, Store];
  const engine = createEngine(programForAll(), RELEASE);
  const { decide } = engine;

  beforeEach(async () => {
    database = testDatabase();
    const open = () => openMongoStore({ url: database.url, database: database.name });
    nodes = await Promise.all([open(), open()]);
  });
  afterEach(async () => {
    await Promise.all(nodes.map(node => node.close()));
    await database.drop();
  });

  /** Lets both decide before either writes. */
  function together(): DecideStep {
    let waiting = 2;
    let go: () => void = () => undefined;
    const both = new Promise<void>(resolve => (go = resolve));
    return async (...given) => {
      waiting -= 1;
      if (waiting === 0) go();
      await both;
      return decide(...given);
    };
  }

  const call = (customer: string, id: string, at: number) => ({
    ...eventInput('usage.data', at, { customer, value: 500_000_000, at }),
    id: `cdr:${id}`,
  });

  async function collide(): Promise<readonly Entry[]> {
    const gated = together();
    for (const [n, customer] of ['anna', 'ben'].entries()) {
      const first = {
        ...eventInput('usage.data', START, { customer, value: 60, at: START }),
        id: `cdr:before-${n}`,
      };
      await nodes[0].submit([first], decide);
    }
    const outcomes = await Promise.all([
      nodes[0].submit([call('anna', 'same', START + HOUR)], gated),
      nodes[1].submit([call('ben', 'same', START + HOUR)], gated),
    ]);
    expect(kindsOf(outcomes.flat())).toEqual(['fresh', 'fresh']);
    return nodes[0].conflicts(10);
  }

  test('is folded for both, and one entry is kept beside the other', async () => {
    const [conflict, ...others] = await collide();
    const { id, customer } = defined(conflict);
    expect(others).toEqual([]);
    expect(id).toBe(`cdr:same:${customer}:2`);
    const winner = customer === 'anna' ? 'ben' : 'anna';
    expect((await nodes[0].entry('cdr:same'))?.customer).toBe(winner);
    expect((await all(nodes[0].history(customer))).map(entry => entry.id)).toEqual([
      expect.stringMatching(/^cdr:before/),
      id,
    ]);
  });

  test('is undone once, by however many nodes: it is as if it had never come', async () => {
    const [conflict] = await collide();
    const { customer } = defined(conflict);
    const at = START + 2 * HOUR;
    const undoOn = (store: Store) =>
      undoConflicts({ store, clock: () => at, log: pino({ level: 'silent' }) }, inputs =>
        store.submit(inputs, decide),
      );
    await Promise.all(nodes.map(undoOn));
    await undoOn(nodes[0]);
    expect(await nodes[0].conflicts(10)).toEqual([]);

    const entries = await all(nodes[0].history(customer));
    expect(entries.map(({ id }) => id.replace(/-\d$/, ''))).toEqual([
      'cdr:before',
      `cdr:same:${customer}:2`,
      `cdr:undo:same:${customer}:2`,
    ]);
    const live = await documentOf(nodes[0], customer);
    const before = entries.filter(({ id }) => id.startsWith('cdr:before'));
    const { scores, metrics } = engine.recalculate(customer, before, live).summary;
    expect(live.summary).toMatchObject({ scores, metrics });
    expect(engine.recalculate(customer, entries, live).state).toBe(live.state);
    const taken = engine.recalculate(customer, entries.slice(0, 2), live).summary;
    expect(taken.metrics).not.toEqual(metrics);
  });
});
