/**
 * The customer's document is missing, or knows of fewer steps than his journal: a step on it would take numbers that the
 * journal has already. Trying again is of no use until his document was made again from the journal.
 */
export class BehindJournalError extends Error {
  override readonly name = 'BehindJournalError';

  constructor() {
    super(
      'The customer\'s document is missing or behind his journal, so nothing can be decided about him until "cairn replay --repair" has made it again.',
    );
  }
}
