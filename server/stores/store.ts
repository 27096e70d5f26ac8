import type { Decide, Entry, Input, Json, Snapshot, Summary } from '../../engine/model.ts';
import type { Conflicts } from './conflicts.ts';
import type { Delivery, DeliveryResult, DeliveryState } from './deliveries.ts';
import type { RepeatNotes } from './repeats.ts';
import type { RequestKeys } from './requests.ts';
import type { Truth } from './truth.ts';

export type Outcome =
  | { readonly id: string; readonly entry: Entry; readonly duplicate: boolean }
  | { readonly id: string; readonly error: 'other body' | 'erased' | 'busy' };

export interface Page<T> {
  readonly results: readonly T[];
  readonly next: string | null;
}

export interface CustomerRow {
  readonly customer: string;
  readonly at: number;
  readonly release: number;
  readonly entries: number;
  readonly summary: Summary;
}

/** A raw record that could not be mapped; kept once a record, until it is re-processed or dropped. */
export interface FailedRecord {
  readonly id: string;
  readonly source_type: string;
  readonly source_name: string | null;
  readonly customer_id: string | null;
  readonly received_at: number;
  readonly reason: string;
  readonly errors: readonly { readonly path: string; readonly message: string; readonly expected?: string }[];
  readonly record: Json;
  /**
   * What `record` is where it is not a source's record: a whole item of a batch, a whole CloudEvent, or the text of a
   * line that is no JSON. Who sent it is not known then.
   */
  readonly form?: 'item' | 'cloudevent' | 'line';
}

export interface Versioned {
  readonly rev: number;
  readonly value: Json;
}

export interface EntryQuery {
  readonly customer?: string;
  readonly kind?: 'event' | 'command' | 'tick';
  /** Entries that bear this mark ("mission_completed", "mission_completed:data_explorer"). */
  readonly mark?: string;
  /** Entries with at least one effect. */
  readonly withEffects?: boolean;
  /** Entries whose clock is not before `from`, and before `to`, in ms. */
  readonly from?: number;
  readonly to?: number;
  readonly limit: number;
  readonly cursor?: string;
}

export interface AudienceQuery {
  readonly search?: string;
  readonly segment?: string;
  readonly tier?: string;
  readonly mission?: string;
  readonly limit: number;
  readonly cursor?: string;
}

export type TotalsQuery =
  | { readonly of: 'customers' }
  | { readonly of: 'entries'; readonly kind?: 'event' | 'command' | 'tick' }
  | { readonly of: 'failed' }
  /** Customers whose due instants wait; counted up to 100,000, since it is looked at often. */
  | { readonly of: 'due'; readonly now: number }
  /** Deliveries that wait (`waiting:lane`) and dead letters (`dead:lane`). */
  | { readonly of: 'outbox' }
  /** Bins [0,5), [5,10) … [95,100]; rows keyed by the bin's lower end. */
  | { readonly of: 'scores'; readonly score: string }
  /** One row, keyed by the score: its values over all customers added up (for the mean, with the bins' counts). */
  | { readonly of: 'score_sum'; readonly score: string }
  | { readonly of: 'segments' }
  | { readonly of: 'tiers' }
  /** How often each mark stands, by prefix ("mission_assigned:"). */
  | { readonly of: 'marks'; readonly prefix: string }
  /** What the erased had in points, by account of the ledger: with all others' postings it still sums to zero. */
  | { readonly of: 'erased_ledger' }
  /** One named metric's values over the base, for calibration; `key` is the segment list joined by commas. */
  | { readonly of: 'metric'; readonly metric: string };

export interface TotalRow {
  readonly key: string;
  readonly count: number;
}

/** A customer whose next due instant is at `dueAt`. */
export interface Due {
  readonly customer: string;
  readonly dueAt: number;
}

/** How the store is, for operators. */
export interface StoreState {
  readonly kind: 'embedded' | 'mongodb';
  readonly reachable: boolean;
  /** Why it cannot be reached, in a sentence without secrets; null where it can. */
  readonly problem: string | null;
  /** How far the store's clock is ahead of this process's; null where it has none of its own or is not reached. */
  readonly clockAheadMs: number | null;
}

export interface OutboxQuery {
  readonly lane: string;
  readonly now: number;
  readonly limit: number;
  /** How long what is taken is nobody else's, in ms: longer than an attempt may take. */
  readonly holdMs: number;
}

export interface DeliveryQuery {
  readonly lane?: string;
  readonly customer?: string;
  readonly state?: DeliveryState;
  readonly limit: number;
  readonly cursor?: string;
}

/**
 * What decides a customer's step: the engine's `decide`, on this thread or on another. Stores await it outside any
 * transaction or lock, and it may be called again for the same inputs.
 */
export type DecideStep = (...given: Parameters<Decide>) => ReturnType<Decide> | Promise<ReturnType<Decide>>;

/**
 * Where truth lives: customers (compare and set) and the journal of what happened to them. Two implementations pass
 * one contract suite. Decisions are made by the `decide` given to `submit`; the store only makes them happen once.
 */
export interface Store extends Conflicts, RequestKeys, RepeatNotes, Truth {
  /**
   * Outcomes in the order of the inputs. Concurrent calls share batches, and steps where they bring the same `decide`:
   * give the same function as long as the release is the same. What decide throws rejects the call with a SubmitError,
   * which has the outcomes of the call's other customers.
   */
  submit(inputs: readonly Input[], decide: DecideStep): Promise<readonly Outcome[]>;
  customer(id: string): Promise<Snapshot | null>;
  history(id: string, upTo?: number): AsyncIterable<Entry>;
  entry(id: string): Promise<Entry | null>;
  entries(query: EntryQuery): Promise<Page<Entry>>;
  audience(query: AudienceQuery): Promise<Page<CustomerRow>>;
  totals(query: TotalsQuery): Promise<readonly TotalRow[]>;
  /** Whose due instants have come, by time and then id; `after` goes on behind a row of the page before. */
  due(now: number, limit: number, after?: Due): Promise<readonly Due[]>;
  finishOpen(olderThanMs: number): Promise<number>;
  /**
   * Takes what may be sent on a lane now, for `holdMs`: of each customer the earliest step's alone, until that is
   * delivered, dead or has failed for a day (see `heldUpUntil`). Whoever takes may die: it is offered again then, so
   * a receiver may see a delivery more than once, and knows it by its id.
   */
  outbox(query: OutboxQuery): Promise<readonly Delivery[]>;
  /** Says what attempt number `attempt` came to. False: it changes nothing, since the delivery was settled or taken anew. */
  delivered(id: string, attempt: number, result: DeliveryResult): Promise<boolean>;
  /** The newest first: what waits, what was delivered in the last days, and dead letters. */
  deliveries(query: DeliveryQuery): Promise<Page<Delivery>>;
  /** Has a dead letter, or what was delivered, sent once more. False: there is none such. */
  redeliver(id: string): Promise<boolean>;
  /** One a record: with the time it came first, and what was wrong with it last. */
  keepFailed(rows: readonly FailedRecord[]): Promise<void>;
  failed(query: {
    readonly limit: number;
    readonly cursor?: string;
    readonly id?: string;
    readonly customer?: string;
  }): Promise<Page<FailedRecord>>;
  dropFailed(ids: readonly string[]): Promise<void>;
  /** Removes all about a customer and lets nothing about him in again; also of who never came. */
  erase(id: string): Promise<void>;
  /** Whether he was erased; of the list of the erased nothing else can be told. */
  wasErased(id: string): Promise<boolean>;
  setting(key: string): Promise<Versioned | null>;
  settings(
    prefix: string,
  ): Promise<readonly { readonly key: string; readonly value: Json; readonly rev: number }[]>;
  /** Compare and set; `rev` 0 = it must not exist yet; a null value removes it. False: somebody was faster. */
  change(key: string, rev: number, value: Json): Promise<boolean>;
  /** Answers soon and never rejects, whatever the store is like. */
  state(): Promise<StoreState>;
  close(): Promise<void>;
}
