import type { Json } from '../../engine/model.ts';

/** One try at a request that came with an Idempotency-Key. */
export interface RequestAttempt {
  readonly key: string;
  /** Of the whole request; another one under the same key is refused. */
  readonly bodyHash: string;
  /** Nobody else's name: who has begun may be answered or abandoned by itself alone. */
  readonly attempt: string;
  /** Now, in ms. */
  readonly at: number;
}

export type RequestState =
  /** The work is this attempt's: do it, then answer, or abandon it. */
  | { readonly kind: 'begun' }
  | { readonly kind: 'answered'; readonly answer: Json }
  /** Another attempt is at it; `sign` is another one after each sign of its life. */
  | { readonly kind: 'running'; readonly sign: string }
  | { readonly kind: 'other body' };

/** An attempt's last sign of life: when it was begun or renewed, by the clock of its own node. */
export function signOf(attempt: string, at: number): string {
  return `${attempt}@${at}`;
}

/** Answers by Idempotency-Key, and who is at work on one: of all nodes one alone. */
export interface RequestKeys {
  /**
   * Reserves the key, unless it is answered or another attempt has it. Whose last sign of life is still `stoodStill`
   * has died, and is taken over; null: nobody.
   */
  beginRequest(attempt: RequestAttempt, stoodStill: string | null): Promise<RequestState>;
  /** Says that the attempt lives. False: it has lost the key. */
  renewRequest(key: string, attempt: string, at: number): Promise<boolean>;
  /**
   * Keeps the answer, which is the only one from now on. `customer`: whom it tells about, so that it is erased with
   * him. False: the attempt has lost the key, and another's answer counts.
   */
  answerRequest(
    key: string,
    attempt: string,
    at: number,
    answer: Json,
    customer: string | null,
  ): Promise<boolean>;
  /** Gives the key back: nothing was done under it. */
  abandonRequest(key: string, attempt: string): Promise<void>;
  /** Drops what was begun or answered before; says how many. Call again while it is `limit`. */
  dropRequests(before: number, limit: number): Promise<number>;
}
