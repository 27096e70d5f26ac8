import type { Entry, Snapshot } from '../../engine/model.ts';
import type { CustomerView } from '../../engine/views.ts';
import { notFound } from '../problem.ts';
import type { Context } from './context.ts';
import type { Releases } from './releases.ts';

/** One customer as of now; the view computes on the fly what time has brought since his last step. */
export interface Reading {
  readonly snapshot: Snapshot;
  readonly view: CustomerView;
  readonly at: number;
}

export interface Customers {
  /** Unknown customers are a problem "not found". */
  read(id: string): Promise<Reading>;
  /** As `read`, for calls that make sense before a customer's first event. */
  view(id: string): Promise<CustomerView>;
  /** From the journal alone; `differs`: the kept state is not what it gives. */
  recalculate(id: string): Promise<{ readonly view: CustomerView; readonly differs: boolean }>;
}

export function createCustomers({ store, clock, log }: Context, releases: Releases): Customers {
  async function read(id: string): Promise<Reading> {
    const snapshot = await store.customer(id);
    if (!snapshot) throw notFound(`There is no customer "${id}": no event of his has come in yet.`);
    const at = clock();
    return { snapshot, at, view: releases.live().engine.view(snapshot, id, at) };
  }

  return {
    read,
    view: async id => releases.live().engine.view(await store.customer(id), id, clock()),
    async recalculate(id) {
      const { snapshot, at } = await read(id);
      const { engine } = releases.live();
      const entries: Entry[] = [];
      for await (const entry of store.history(id, snapshot.v)) entries.push(entry);
      const { state, summary } = engine.recalculate(id, entries, snapshot);
      const differs = state !== snapshot.state;
      if (differs)
        log.error({ customer: id, v: snapshot.v }, 'the kept state differs from what the journal gives');
      return { view: engine.view({ ...snapshot, state, summary }, id, at), differs };
    },
  };
}
