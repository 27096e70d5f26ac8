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

/** What is kept, as it is, for those who check and mend it. All of it goes on while others write. */
export interface Truth {
  /** Ids in order, behind `after`, of all of whom there is a document or an entry. */
  everybody(after: string, limit: number): Promise<readonly string[]>;
  keptDocument(customer: string): Promise<KeptDocument | null>;
  /** In the order of their steps. */
  keptEntries(customer: string): AsyncIterable<KeptEntry>;
  /** Puts a document in the place of the one with `rev` (null: there is none). False: somebody was faster. */
  replaceDocument(rev: string | null, document: Omit<KeptDocument, 'rev'>): Promise<boolean>;
  /** Compares what lists and totals are answered from with what it is made of, and with `repair` makes it so. */
  checkProjections(repair: boolean): Promise<readonly ProjectionFault[]>;
}
