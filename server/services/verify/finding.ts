/** Something kept that is not what it must be; shown and expected values are JSON, cut where they are long. */
export interface Finding {
  readonly customer: string | null;
  /** Where: in his document, in his journal, in his points' ledger, or in what is kept for all. */
  readonly in: 'document' | 'journal' | 'ledger' | 'projection' | 'release';
  /** The journal entry's id, where it is one. */
  readonly entry: string | null;
  /** A JSON path from there ("$.state.decisions.points.balance"). */
  readonly path: string;
  readonly expected: string;
  readonly seen: string;
}

const SHOWN_CHARACTERS = 120;

/** A value as findings show it. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}
