import type { Engine } from '../../../engine/index.ts';
import type { Store } from '../../stores/store.ts';
import type { KeptDocument, KeptEntry } from '../../stores/truth.ts';
import { readRelease } from '../kept-releases.ts';
import type { Releases } from '../releases.ts';
import { checkDocument } from './check-document.ts';
import { checkJournal } from './check-journal.ts';
import { checkLedger } from './check-ledger.ts';
import type { Finding } from './finding.ts';

export interface VerifiedCustomer {
  readonly findings: readonly Finding[];
  /** What of the findings can be mended: the journal is sound and gives this document. */
  readonly mend: { readonly rev: string | null; readonly right: Omit<KeptDocument, 'rev'> } | null;
  readonly entries: number;
  readonly withoutDigest: number;
}

export type VerifyCustomer = (customer: string) => Promise<VerifiedCustomer>;

const ATTEMPTS = 10;

/** Compares one customer's document, journal and ledger with each other, while others may write to him. */
export function createVerifyCustomer(store: Store, releases: Releases): VerifyCustomer {
  const programs = new Map<number, Promise<string | undefined>>();

  function programOf(n: number): Promise<string | undefined> {
    const known = programs.get(n) ?? readRelease(store, n).then(release => release?.program);
    programs.set(n, known);
    return known;
  }

  /** Document and journal as of one moment; null: they were written to between all readings. */
  async function read(customer: string) {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const document = await store.keptDocument(customer);
      const entries: KeptEntry[] = [];
      for await (const entry of store.keptEntries(customer)) entries.push(entry);
      const again = await store.keptDocument(customer);
      if (again?.rev === document?.rev) return { document, entries };
    }
    return null;
  }

  async function verify(customer: string): Promise<VerifiedCustomer | null> {
    const found = await read(customer);
    if (found === null) return null;
    const { document, entries: kept } = found;
    const journal = await checkJournal(customer, kept, programOf);
    const { entries, withoutDigest } = journal;
    const counts = { entries: kept.length, withoutDigest };
    if (document === null && kept.length === 0) return { findings: [], mend: null, ...counts };
    const ledger = entries === null ? null : checkLedger(customer, entries);
    const unsound = [...journal.findings, ...(ledger?.findings ?? []), ...lostTail(customer, document, kept)];
    // What an unsound journal gives is nothing to compare with, nor to mend by.
    if (entries === null || ledger === null || unsound.length > 0) {
      return { findings: unsound, mend: null, ...counts };
    }
    const engine = await engineFor(releases, document, kept);
    if (engine === null) return { findings: [unknownRelease(document, customer)], mend: null, ...counts };
    const { findings, right } = checkDocument(
      customer,
      document,
      { ...journal, entries },
      engine,
      ledger.balances,
    );
    const mend = findings.length === 0 ? null : { rev: document?.rev ?? null, right };
    return { findings, mend, ...counts };
  }

  return async customer => {
    const first = await verify(customer);
    if (first?.findings.length === 0) return first;
    // A step that somebody has only begun to write looks like a hole in the journal; it is finished here.
    await store.finishOpen(0);
    const second = await verify(customer);
    if (second) return second;
    throw new Error(`The customer ${customer} is written to all the time: verify him again later`);
  };
}

/**
 * Entries that are gone from the journal's end: the document is of a later step, and its digest is that of none that
 * is left. A document that is only behind, or wrong about its step, bears the digest of an entry that is there.
 */
function lostTail(
  customer: string,
  document: KeptDocument | null,
  entries: readonly KeptEntry[],
): readonly Finding[] {
  if (document === null || document.digest === null) return [];
  const last = entries.at(-1);
  const isAhead = document.v > (last?.v ?? 0) || document.entries > entries.length;
  if (!isAhead || entries.some(({ digest }) => digest === document.digest)) return [];
  const expected = `entries up to step ${document.v}, ${document.entries} in all`;
  const seen = `entries up to step ${last?.v ?? 0}, ${entries.length} in all`;
  return [{ customer, in: 'journal', entry: null, path: '$', expected, seen }];
}

/** The rules that decided last, by the document or, where that names none that there is, by the journal. */
async function engineFor(
  releases: Releases,
  document: KeptDocument | null,
  entries: readonly KeptEntry[],
): Promise<Engine | null> {
  const journalled = entries.at(-1)?.release ?? 0;
  const named = document === null ? 0 : document.release;
  const engine = named >= journalled ? await releases.engine(named) : null;
  return engine ?? releases.engine(journalled);
}

function unknownRelease(document: KeptDocument | null, customer: string): Finding {
  const seen = document === null ? 'nothing' : String(document.release);
  const expected = 'a release that is known';
  return { customer, in: 'document', entry: null, path: '$.release', expected, seen };
}
