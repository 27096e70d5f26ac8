import type {
  Command,
  Effect,
  Entry,
  Json,
  NormalisedEvent,
  Snapshot,
  Summary,
} from '../../../engine/model.ts';
import type { Delivery } from '../deliveries.ts';
import { binOf, groupsOf } from '../groups.ts';
import type { CustomerRow } from '../store.ts';

/** A customer, whole; while a step is open also what it still has to write elsewhere. */
export interface CustomerDocument {
  readonly _id: string;
  /** "v:random", the token of compare and set: a bare number could come back after a failover's rollback. */
  readonly rev: string;
  readonly v: number;
  readonly entries: number;
  readonly kinds: Readonly<Record<Entry['kind'], number>>;
  readonly at: number;
  readonly release: number;
  readonly state: string;
  readonly summary: Summary;
  /** "segment:x", "tier:x", "mission:x": audiences and totals read its index. */
  readonly groups: readonly string[];
  /** Scores in tenths, which add up exactly. */
  readonly scores: readonly { readonly id: string; readonly tenths: number; readonly bin: number }[];
  readonly digest?: string;
  readonly due_at?: number;
  readonly step?: readonly OpenEntry[];
  readonly send?: readonly DeliveryDocument[];
  readonly open_at?: number;
}

/** A journal entry; never changed. Its parts are JSON texts, so that they come back byte by byte. */
export interface JournalDocument {
  readonly _id: string;
  readonly customer: string;
  readonly v: number;
  readonly i: number;
  readonly of: number;
  /** Of the document whose step this is. */
  readonly rev: string;
  readonly at: number;
  readonly kind: Entry['kind'];
  readonly release: number;
  readonly program: string;
  readonly body_hash: string;
  readonly input: string;
  readonly effects: string;
  readonly answer: string;
  /** Absent where there is none, which keeps the entry out of the index. */
  readonly marks?: readonly string[];
  readonly digest: string;
  /** The id that it came with, where another entry has that; `_id` is then that id with customer and v. */
  readonly conflict?: string;
}

/** A journal entry as it waits in its customer's document. */
export type OpenEntry = Omit<JournalDocument, 'customer' | 'v' | 'i' | 'of' | 'rev' | 'conflict'>;

export interface DeliveryDocument extends Omit<Delivery, 'id' | 'effects'> {
  readonly _id: string;
  readonly effects: string;
}

/** What a document says about a step that is decided, and may not be wholly written yet. */
export interface OpenStep {
  readonly customer: string;
  readonly rev: string;
  readonly entries: readonly JournalDocument[];
  readonly deliveries: readonly DeliveryDocument[];
}

export const SNAPSHOT_FIELDS = {
  v: 1,
  at: 1,
  release: 1,
  entries: 1,
  summary: 1,
  state: 1,
  digest: 1,
} as const;

export const ROW_FIELDS = { at: 1, release: 1, entries: 1, summary: 1 } as const;

export function snapshotOf(document: Pick<CustomerDocument, '_id' | keyof typeof SNAPSHOT_FIELDS>): Snapshot {
  const { v, state, digest } = document;
  return { ...customerRowOf(document), v, state, ...(digest === undefined ? {} : { digest }) };
}

export function customerRowOf(
  document: Pick<CustomerDocument, '_id' | keyof typeof ROW_FIELDS>,
): CustomerRow {
  const { _id, at, release, entries, summary } = document;
  return { customer: _id, at, release, entries, summary };
}

/** What lists and totals are answered from, out of the summary. */
export function projectionsOf(summary: Summary): Pick<CustomerDocument, 'groups' | 'scores'> {
  const scores = Object.entries(summary.scores).map(([id, score]) => {
    return { id, tenths: Math.round(score * 10), bin: binOf(score) };
  });
  return { groups: groupsOf(summary), scores };
}

type OpenDocument = Pick<CustomerDocument, '_id' | 'rev' | 'v' | 'step' | 'send'>;

/** The step that stands open in a document; null: none. */
export function openStepOf({ _id, rev, v, step, send = [] }: OpenDocument): OpenStep | null {
  if (step === undefined) return null;
  const shared = { customer: _id, v, of: step.length, rev };
  return {
    customer: _id,
    rev,
    entries: step.map((entry, i) => ({ ...entry, ...shared, i })),
    deliveries: send,
  };
}

export function entryOf(document: JournalDocument): Entry {
  const { _id, customer, v, i, at, program, release, kind, input, effects, answer } = document;
  return {
    id: _id,
    customer,
    v,
    i,
    at,
    program,
    release,
    kind,
    input: written<NormalisedEvent | Command | null>(input),
    effects: written<readonly Effect[]>(effects),
    answer: written<Json>(answer),
  };
}

export function deliveryOf({ _id, effects, ...rest }: DeliveryDocument): Delivery {
  return { id: _id, ...rest, effects: written<readonly Effect[]>(effects) };
}

export function deliveryDocumentOf({ id, effects, ...rest }: Delivery): DeliveryDocument {
  return { _id: id, ...rest, effects: JSON.stringify(effects) };
}

/** Reads JSON that this store wrote itself, so its shape is the writer's. */
export function written<T extends Json | object | null>(text: string): T {
  return JSON.parse(text) as T;
}
