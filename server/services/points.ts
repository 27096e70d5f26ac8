import type { EntryQuery, Page, Store } from '../stores/store.ts';
import { toTimestamp } from '../time.ts';
import { collectItems } from './pages.ts';

export interface LedgerRow {
  readonly posting_key: string;
  readonly customer_id: string;
  readonly account: string;
  readonly amount: number;
  readonly cause: string;
  readonly reason?: string;
  readonly hold_id?: string;
  readonly reverses?: string;
  readonly at: string;
  readonly program: string;
  readonly release: number;
}

/** The lines of the postings, newest first. */
export function readLedger(
  store: Store,
  query: Pick<EntryQuery, 'customer' | 'limit' | 'cursor'>,
): Promise<Page<LedgerRow>> {
  return collectItems(store, { ...query, withEffects: true }, entry =>
    entry.effects.flatMap(effect =>
      effect.kind !== 'points_posted'
        ? []
        : effect.lines.map(({ account, amount }) => ({
            posting_key: effect.posting_key,
            customer_id: entry.customer,
            account,
            amount,
            cause: effect.cause,
            ...(effect.reason === undefined ? {} : { reason: effect.reason }),
            ...(effect.hold === undefined ? {} : { hold_id: effect.hold }),
            ...(effect.of === undefined ? {} : { reverses: effect.of }),
            at: toTimestamp(entry.at),
            program: entry.program,
            release: entry.release,
          })),
    ),
  );
}
