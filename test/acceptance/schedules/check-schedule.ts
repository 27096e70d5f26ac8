import type { Engine } from '../../../engine/index.ts';
import type { Entry, Snapshot } from '../../../engine/model.ts';
import type { Store } from '../../../server/stores/store.ts';
import { checkJournal, repeated } from './check-journal.ts';
import type { Engines } from './engines.ts';
import type { PlannedEvent } from './plan.ts';
import type { Played } from './play.ts';

export interface Kept {
  readonly store: Store;
  readonly engines: Engines;
  /** Ids of deliveries, by customer. */
  readonly deliveries: ReadonlyMap<string, readonly string[]>;
}

/** Everything that must hold when a schedule is over and no node works on its customers any more. */
export async function checkSchedule(
  { store, engines, deliveries }: Kept,
  played: Played,
): Promise<readonly string[]> {
  const problems = [...checkAnswers(played)];
  for (const customer of played.schedule.customers) {
    const found = await checkCustomer(store, engines, deliveries.get(customer) ?? [], played, customer);
    problems.push(...found.map(problem => `${customer}: ${problem}`));
  }
  return problems;
}

/** What different nodes said of one event or one key. */
function checkAnswers(played: Played): readonly string[] {
  const { schedule, acknowledged, last, effects, commands, clockIsSteady } = played;
  const lost = [...acknowledged].filter(id => last.get(id) !== 'duplicate');
  const differing = [...effects].filter(([, told]) => told.size > 1);
  // A clock that jumps by hours makes an attempt look dead that is at work, and lets another one answer beside it.
  // What was answered about somebody who is erased is forgotten with him, and his keys are free again.
  const forgotten = new Set(
    schedule.operations.flatMap(operation =>
      operation.kind === 'command' && operation.customer === schedule.erased ? [operation.key] : [],
    ),
  );
  const unlike = [...commands].filter(
    ([key, answers]) =>
      clockIsSteady &&
      !forgotten.has(key) &&
      new Set(answers.map(({ status, text }) => `${status} ${text}`)).size > 1,
  );
  return [
    ...lost.map(id => `event ${id} was acknowledged, and sent again it is ${last.get(id) ?? 'unknown'}`),
    ...differing.map(([id, told]) => `event ${id} was answered with other effects: ${[...told].join(' / ')}`),
    ...unlike.map(([key, answers]) => `key ${key} was answered ${answers.map(answerText).join(' / ')}`),
  ];
}

function answerText({ status, text }: { readonly status: number; readonly text: string }): string {
  return `${status} ${text.slice(0, 400)}`;
}

async function checkCustomer(
  store: Store,
  engines: Engines,
  deliveries: readonly string[],
  played: Played,
  customer: string,
): Promise<readonly string[]> {
  if (customer === played.schedule.erased) return checkErased(store, deliveries, customer);
  const sent = played.schedule.events.filter(event => event.customer === customer);
  const snapshot = await store.customer(customer);
  if (snapshot === null) return sent.length === 0 ? [] : ['there is no document'];
  const entries: Entry[] = [];
  for await (const entry of store.history(customer)) entries.push(entry);
  const engine = await engines.of(snapshot.release);
  return [
    ...checkJournal(snapshot, entries, engine.program.policy.maxActive),
    ...checkEvents(sent, entries),
    ...checkCommands(played, customer, entries),
    ...checkState(engine, snapshot, entries),
    ...checkFigures(engine, snapshot, sent),
    ...checkDeliveries(entries, deliveries),
  ];
}

/** Nothing of him is left, whoever was at work on him. */
async function checkErased(
  store: Store,
  deliveries: readonly string[],
  customer: string,
): Promise<readonly string[]> {
  const { results } = await store.entries({ customer, limit: 3 });
  return [
    ...((await store.customer(customer)) === null ? [] : ['was erased and has a document']),
    ...results.map(({ id }) => `was erased, and entry ${id} is there`),
    ...deliveries.map(id => `was erased, and delivery ${id} is there`),
  ];
}

/** Exactly the events that were sent, each once. */
function checkEvents(sent: readonly PlannedEvent[], entries: readonly Entry[]): readonly string[] {
  const stored = entries.flatMap(({ input }) =>
    input !== null && 'event_id' in input ? [input.event_id] : [],
  );
  const ids = sent.map(({ id }) => id);
  return [
    ...repeated(stored).map(id => `event ${id} counts twice`),
    ...without(ids, stored).map(id => `event ${id} is lost`),
    ...without(stored, ids).map(id => `event ${id} was never sent`),
  ];
}

function checkCommands(
  { schedule, commands }: Played,
  customer: string,
  entries: readonly Entry[],
): readonly string[] {
  return schedule.operations.flatMap(operation => {
    if (operation.kind !== 'command' || operation.customer !== customer) return [];
    const times = entries.filter(
      ({ kind, id }) => kind === 'command' && id.endsWith(`:${operation.key}`),
    ).length;
    const isDone = commands.get(operation.key)?.some(({ status }) => status === 200) === true;
    if (times > 1) return [`command ${operation.key} was carried out ${times} times`];
    return isDone && times === 0 ? [`command ${operation.key} was answered and is not there`] : [];
  });
}

/** The kept state is what the journal alone gives, byte for byte. */
function checkState(engine: Engine, snapshot: Snapshot, entries: readonly Entry[]): readonly string[] {
  const rebuilt = engine.recalculate(snapshot.customer, entries, snapshot);
  if (rebuilt.state === snapshot.state) return [];
  let at = 0;
  while (rebuilt.state[at] === snapshot.state[at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 60), at + 60);
  return [`the state has …${around(snapshot.state)}…, the journal gives …${around(rebuilt.state)}…`];
}

/** What the customer's figures must be, counted here from what was sent; where the rules have them. */
function checkFigures(engine: Engine, snapshot: Snapshot, sent: readonly PlannedEvent[]): readonly string[] {
  const { profile } = engine.view(snapshot, snapshot.customer, snapshot.at);
  const data = amountsLeft(sent, 'data');
  const recharges = amountsLeft(sent, 'recharge');
  const expected: Readonly<Record<string, number>> = {
    data_total: sum(data) * 1_000,
    sessions_total: data.length,
    recharged_total: sum(recharges),
  };
  return Object.entries(expected).flatMap(([metric, figure]) => {
    const found = profile.find(({ id }) => id === metric);
    if (found === undefined || (found.value ?? 0) === figure) return [];
    return [`${metric} is ${String(found.value)}, and what was sent comes to ${figure}`];
  });
}

/** What is left of each event after all that takes back of it; nothing is left of what is taken back whole. */
function amountsLeft(sent: readonly PlannedEvent[], kind: PlannedEvent['kind']): readonly number[] {
  return sent.flatMap(({ id, kind: its, amount = 0, reverses }) => {
    if (its !== kind || reverses !== undefined) return [];
    const taken = sum(sent.filter(event => event.reverses === id).map(event => event.amount ?? Infinity));
    return amount > taken ? [amount - taken] : [];
  });
}

/** One row for each step and receiver that has something to be told, and none besides. */
function checkDeliveries(entries: readonly Entry[], deliveries: readonly string[]): readonly string[] {
  const causes = entries.flatMap(({ customer, v, effects }) =>
    effects.flatMap(effect =>
      effect.kind === 'campaign_triggered' ? [`${customer}:${v}:${encodeURIComponent(effect.webhook)}`] : [],
    ),
  );
  return [
    ...repeated(deliveries).map(id => `delivery ${id} is there twice`),
    ...without([...new Set(causes)], deliveries).map(id => `delivery ${id} is missing`),
    ...without(deliveries, causes).map(id => `delivery ${id} has no cause`),
  ];
}

function without(items: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return items.filter(item => !known.has(item));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
