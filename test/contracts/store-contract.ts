import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../../server/stores/store.ts';
import { describeAudiences } from './store/audiences.ts';
import { describeDecisions } from './store/decisions.ts';
import { describeErasure } from './store/erasure.ts';
import { describeExactlyOnce } from './store/exactly-once.ts';
import { describeJournal } from './store/journal.ts';
import { describeOutbox } from './store/outbox.ts';
import { describeRaces } from './store/races.ts';
import { describeRecords } from './store/records.ts';
import { describeRepeats } from './store/repeats.ts';
import { describeRequests } from './store/requests.ts';
import type { Nodes } from './store/shared.ts';
import { describeTotals } from './store/totals.ts';
import { describeTruth } from './store/truth.ts';

export interface StoreUnderTest {
  readonly store: Store;
  /** Opens one more node on the same data. */
  anotherNode(): Promise<Store>;
  /** Closes all nodes and removes the data. */
  dispose(): Promise<void>;
}

/** What every store promises, whatever keeps its data. */
export function describeStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`The contract of a store, kept by ${name}`, () => {
    let current: StoreUnderTest | undefined;
    beforeEach(async () => {
      current = await open();
    });
    afterEach(async () => {
      await current?.dispose();
      current = undefined;
    });
    const inTest = (): StoreUnderTest => {
      if (!current) throw new Error('A store is there inside of tests only.');
      return current;
    };
    const nodes: Nodes = { store: () => inTest().store, another: () => inTest().anotherNode() };

    describeExactlyOnce(nodes);
    describeDecisions(nodes);
    describeJournal(nodes);
    describeAudiences(nodes);
    describeTotals(nodes);
    describeRecords(nodes);
    describeRequests(nodes);
    describeRepeats(nodes);
    describeOutbox(nodes);
    describeErasure(nodes);
    describeTruth(nodes);
    describeRaces(nodes);
  });
}
