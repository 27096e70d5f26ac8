import type { EntryTexts } from './steps/digest.ts';

/** A customer's document just as it is kept: whoever checks it must not stumble over what is damaged. */
export interface KeptDocument {
  readonly customer: string;
  /** Another one after every write. */
  readonly rev: string;
  readonly v: number;
  readonly entries: number;
  readonly at: number;
  readonly release: number;
  readonly dueAt: number | null;
  /** JSON, as `summary`. */
  readonly state: string;
  readonly summary: string;
  readonly digest: string | null;
}

/** A journal entry just as it is kept. */
export interface KeptEntry extends EntryTexts {
  readonly id: string;
  readonly customer: string;
  readonly v: number;
  readonly i: number;
  readonly of: number;
  readonly at: number;
  readonly kind: string;
  readonly program: string;
  readonly release: number;
  readonly bodyHash: string;
  readonly digest: string | null;
  /** The id that it was decided under, where another entry has that. */
  readonly decidedAs?: string;
}

/** Something kept beside documents and journal that is not what they give. */
export interface ProjectionFault {
  readonly projection: string;
  readonly key: string;
  readonly expected: string;
  readonly seen: string;
}

/** What a restored back-up still needed. */
export interface MendedAfterRestore {
  /** He had been erased, and was again. */
  readonly erased: boolean;
  /** Entries that were taken away: the back-up had caught their step by half. */
  readonly dropped: number;
}

/** What is kept, as it is, for those who check and mend it. All of it goes on while others write. */
export interface Truth {
  /** Ids in order, behind `after`, of all of whom there is a document or an entry. */
  everybody(after: string, limit: number): Promise<readonly string[]>;
  keptDocument(customer: string): Promise<KeptDocument | null>;
  /** In the order of their steps. */
  keptEntries(customer: string): AsyncIterable<KeptEntry>;
  /** Puts a document in the place of the one with `rev` (null: there is none). False: somebody was faster. */
  replaceDocument(rev: string | null, document: Omit<KeptDocument, 'rev'>): Promise<boolean>;
  /**
   * A back-up under load has each customer a little older than the journal. Steps that are whole can be taken up from
   * there; this takes away what comes behind them, and all of who was erased. Changes nothing where nothing was restored.
   */
  mendAfterRestore(customer: string): Promise<MendedAfterRestore>;
  /** Whether the newest entries show that a back-up under load was restored and not mended; cheap enough for each start. */
  isRestoredByHalf(): Promise<boolean>;
  /** Compares what lists and totals are answered from with what it is made of, and with `repair` makes it so. */
  checkProjections(repair: boolean): Promise<readonly ProjectionFault[]>;
  /** Writes a copy of all that is kept as of one moment into a new file; null: the database has tools of its own. */
  readonly copyTo: ((file: string) => Promise<void>) | null;
}
