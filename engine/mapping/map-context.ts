import type { NormalisedEvent } from '../model.ts';
import type { MapError } from './map-error.ts';

/** Where a record came from. */
export interface MapContext {
  readonly sourceType: string;
  readonly sourceName: string;
  /** The source's id for ever: the prefix of every input id. */
  readonly scope: string;
  /** When it arrived, in ms. */
  readonly receivedAt: number;
  /** SHA-256 (hex) of the raw record's canonical JSON: the event id of records without one. */
  readonly recordHash: string;
  readonly envelope?: Envelope;
}

/** What the message around a record says. The record's own words come first, but for the id, which is the message's. */
export interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly time?: string;
  readonly customer?: string;
}

/** The events of a record, each with its input's id; or all that is wrong with it. */
export type MapResult =
  | { readonly events: readonly NormalisedEvent[]; readonly inputIds: readonly string[] }
  | { readonly errors: readonly MapError[]; readonly customerId?: string };
