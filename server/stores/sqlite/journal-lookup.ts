import type { Entry } from '../../../engine/model.ts';
import type { Journalled } from '../steps/answers.ts';
import type { Connection } from './connection.ts';
import { ENTRY_BODY_HASH, ENTRY_COLUMNS, entryOf, text, type Row } from './rows.ts';

export interface JournalLookup {
  byIds(ids: readonly string[]): Map<string, Journalled>;
  /** All entries of a customer up to his step `upTo`, in order. */
  history(customer: string, upTo: number): readonly Entry[];
}

/** The journal as steps read it: all at once. */
export function createJournalLookup(connection: Connection): JournalLookup {
  const byIds = connection.query(
    `SELECT ${ENTRY_COLUMNS} FROM journal j WHERE j.id IN (SELECT value FROM json_each(?))`,
  );
  const byId = connection.query(`SELECT ${ENTRY_COLUMNS} FROM journal j WHERE j.id = ?`);
  const history = connection.query(
    `SELECT ${ENTRY_COLUMNS} FROM journal j WHERE j.customer = ? AND j.v <= ? ORDER BY j.v, j.i`,
  );
  return {
    byIds(ids) {
      const [first = ''] = ids;
      const rows = ids.length > 1 ? byIds.all(JSON.stringify(ids)) : rowsOf(byId.first(first));
      return new Map(
        rows.map(row => {
          const entry = entryOf(row);
          return [entry.id, { entry, bodyHash: text(row[ENTRY_BODY_HASH]) }];
        }),
      );
    },
    history: (customer, upTo) => history.all(customer, upTo).map(entryOf),
  };
}

function rowsOf(row: Row | undefined): readonly Row[] {
  return row === undefined ? [] : [row];
}
