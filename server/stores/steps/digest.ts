import { hash } from 'node:crypto';
import type { Entry, StepEntry } from '../../../engine/model.ts';

/** The parts of an entry that are kept as JSON; printed once, for the journal and for its digest. */
export interface EntryTexts {
  readonly input: string;
  readonly effects: string;
  readonly answer: string;
  readonly marks: string;
}

/** An entry with all that the journal keeps of it. */
export type DigestedEntry = Omit<Entry, 'input' | 'effects' | 'answer'> & {
  readonly of: number;
  readonly bodyHash: string;
};

const CHARACTERS = 22;

/**
 * Of an entry and, by `previous`, of all the customer's entries before it: what is changed, left out or put between
 * in the journal later gives other digests from there on. JSON has no line breaks of its own, so the parts cannot run
 * into each other. It shows damage and edits; it cannot stop who writes to the database and knows how to digest.
 */
export function digestOf(previous: string, entry: DigestedEntry, texts: EntryTexts): string {
  const { id, customer, v, i, of, at, program, release, kind, bodyHash } = entry;
  const head = JSON.stringify([previous, customer, id, v, i, of, at, kind, release, program, bodyHash]);
  const text = `${head}\n${texts.marks}\n${texts.input}\n${texts.effects}\n${texts.answer}`;
  return hash('sha256', text, 'base64url').slice(0, CHARACTERS);
}

/** An entry whose effects came as the JSON that they are kept as. */
export interface PrintedEntry extends StepEntry {
  readonly printed: Pick<EntryTexts, 'effects'>;
}

/** `body`: the input's own text, where it was printed before. */
export function textsOf(
  entry: Pick<StepEntry, keyof EntryTexts> & Partial<Pick<PrintedEntry, 'printed'>>,
  body?: string,
): EntryTexts {
  return {
    input: body ?? JSON.stringify(entry.input),
    effects: entry.printed?.effects ?? listText(entry.effects),
    answer: entry.answer === null ? 'null' : JSON.stringify(entry.answer),
    marks: listText(entry.marks),
  };
}

/** Of most entries they are empty. */
function listText(list: readonly unknown[]): string {
  return list.length === 0 ? '[]' : JSON.stringify(list);
}
