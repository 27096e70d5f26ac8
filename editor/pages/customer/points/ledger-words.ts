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

/** What a posting was about: the mission that paid it, or what it takes back and when that was; null: nothing is known. */
export interface Subject {
  readonly words: string;
  readonly at?: string;
}

/** `entries` are those of the list that it stands in; what it takes back may lie further back than that. */
export function subjectOf(entry: LedgerEntry, entries: readonly LedgerEntry[]): Subject | null {
  if (entry.about !== undefined) return { words: entry.about };
  if (entry.reverses === undefined) return null;
  const original = entries.find(({ posting_key }) => posting_key === entry.reverses);
  if (original === undefined) return { words: `of ${entry.reverses.replace(':', ' ')}` };
  const what = causeWords(original).toLowerCase();
  const why = original.about ?? original.reason;
  return { words: `of the ${what}${why === undefined ? '' : ` “${why}”`} of`, at: original.at };
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
