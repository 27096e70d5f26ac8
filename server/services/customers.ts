import type { Engine } from '../../engine/index.ts';
import type { Entry, Snapshot } from '../../engine/model.ts';
import { inPresentText } from '../../engine/state-text.ts';
import type { CustomerView } from '../../engine/views.ts';
import { notFound } from '../problem.ts';
import type { ProblemError } from '../problem.ts';
import type { Store } from '../stores/store.ts';
import type { Context } from './context.ts';
import type { Releases } from './releases.ts';

/** One customer as of now; the view computes on the fly what time has brought since his last step. */
export interface Reading {
  readonly snapshot: Snapshot;
  readonly view: CustomerView;
  readonly at: number;
}

export interface Customers {
  /** What an engine, else that of the live rules, can read of a customer; null: unknown. */
  snapshot(id: string, engine?: Engine): Promise<Snapshot | null>;
  /** Unknown customers are a problem "not found". */
  read(id: string): Promise<Reading>;
  /** As `read`, for calls that make sense before a customer's first event. */
  view(id: string): Promise<CustomerView>;
  /** The scores alone, which every event's answer carries. */
  scores(id: string): Promise<Readonly<Record<string, number>>>;
  /** From the journal alone; `differs`: the kept state is not what it gives. */
  recalculate(id: string): Promise<{ readonly view: CustomerView; readonly differs: boolean }>;
}

export function createCustomers({ store, clock, log }: Context, releases: Releases): Customers {
  /**
   * Rules that were changed since the customer's last step may keep other facts: these come from the journal then. And
   * they may be called otherwise, or be met already: he is read as his next step will find him.
   */
  async function snapshot(id: string, engine = releases.live().engine): Promise<Snapshot | null> {
    const kept = await store.customer(id);
    return kept && engine.upgraded(await folded(kept, engine));
  }

  async function folded(kept: Snapshot, engine: Engine): Promise<Snapshot> {
    return engine.isStale(kept) ? refold(store, engine, kept) : kept;
  }

  async function existing(id: string, found: Snapshot | null): Promise<Snapshot> {
    if (found) return found;
    throw await noSuchCustomer(store, id);
  }

  return {
    snapshot,
    async read(id) {
      const found = await existing(id, await snapshot(id));
      const at = clock();
      return { snapshot: found, at, view: releases.live().engine.view(found, id, at) };
    },
    view: async id => releases.live().engine.view(await snapshot(id), id, clock()),
    async scores(id) {
      const kept = await store.customer(id);
      const { engine, release } = releases.live();
      const at = clock();
      // Scores move with the hour's clock: within it, those of the last step are those of now.
      if (kept && kept.release === release.n && quarterHourOf(kept.at) === quarterHourOf(at))
        return kept.summary.scores;
      const { scores } = engine.view(await snapshot(id), id, at);
      return Object.fromEntries(Object.entries(scores).map(([score, { score: value }]) => [score, value]));
    },
    async recalculate(id) {
      const { engine } = releases.live();
      const kept = await folded(await existing(id, await store.customer(id)), engine);
      const rebuilt = await refold(store, engine, kept);
      const differs = rebuilt.state !== inPresentText(kept.state);
      if (differs)
        log.error({ customer: id, v: kept.v }, 'the kept state differs from what the journal gives');
      return { view: engine.view(engine.upgraded(rebuilt), id, clock()), differs };
    },
  };
}

export async function noSuchCustomer(store: Pick<Store, 'entries'>, id: string): Promise<ProblemError> {
  const { results } = await store.entries({ customer: id, limit: 1 });
  if (results.length > 0)
    return notFound(
      `The document of customer "${id}" is missing, though the journal has what came in about him: "cairn replay --repair" makes it again.`,
    );
  return notFound(`There is no customer "${id}": no event of his has come in yet.`);
}

/** Some zones are off by quarters of an hour: their hours begin then. */
function quarterHourOf(ms: number): number {
  return Math.floor(ms / 900_000);
}

/** The same customer with facts and decisions folded from the whole journal. */
async function refold(store: Store, engine: Engine, snapshot: Snapshot): Promise<Snapshot> {
  const entries: Entry[] = [];
  for await (const entry of store.history(snapshot.customer, snapshot.v)) entries.push(entry);
  return { ...snapshot, ...engine.recalculate(snapshot.customer, entries, snapshot) };
}
