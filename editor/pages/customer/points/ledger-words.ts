import type { LedgerEntry } from '../../../api/customer-types.ts';
import { wordsOf } from '../../../components/format.ts';

/** The customer's side of each posting; the other sides are the operator's books. */
export const ACCOUNTS: Readonly<Record<string, string>> = {
  customer: 'Balance',
  pending: 'Pending',
  hold: 'On hold',
};

const CAUSES: Readonly<Record<string, string>> = {
  release: 'No longer pending',
  hold: 'Put on hold',
  hold_release: 'Released from hold',
  hold_expiry: 'Hold ended',
};

export function causeWords({ cause }: LedgerEntry): string {
  return CAUSES[cause] ?? wordsOf(cause);
}

/** The lines that a customer sees: one of each posting, where points came or went. */
export function ownRows(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  return entries.filter(({ account }) => account in ACCOUNTS);
}

const REVERSIBLE = ['redemption', 'capture', 'mission'];

/** Postings that can still be taken back. */
export function reversibleKeys(entries: readonly LedgerEntry[]): ReadonlySet<string> {
  const reversed = new Set(entries.map(({ reverses }) => reverses));
  return new Set(
    entries
      .filter(({ cause, posting_key }) => REVERSIBLE.includes(cause) && !reversed.has(posting_key))
      .map(({ posting_key }) => posting_key),
  );
}
