import type { KeptDocument, KeptEntry, Truth } from '../truth.ts';
import type { Connection } from './connection.ts';
import { createProjectionCheck } from './projections.ts';
import { integer, text, type Row } from './rows.ts';

const PAGE_OF_ENTRIES = 500;

/** Documents and journal as they are kept, for those who check and mend them. */
export function createTruth(connection: Connection): Truth {
  // The journal by leaps: its index has a place for each entry, and a customer has many.
  const everybody = connection.query(
    `WITH RECURSIVE journalled (found) AS (
       SELECT min(customer) FROM journal WHERE customer > ?1
       UNION ALL
       SELECT (SELECT min(customer) FROM journal WHERE customer > found) FROM journalled
       WHERE found IS NOT NULL LIMIT ?2 + 1
     )
     SELECT found FROM journalled WHERE found IS NOT NULL
     UNION
     SELECT id FROM (SELECT id FROM customers WHERE id > ?1 ORDER BY id LIMIT ?2)
     ORDER BY 1 LIMIT ?2`,
  );
  const document = connection.query(
    'SELECT id, rev, v, entries, at, release, due_at, state, summary, digest FROM customers WHERE id = ?',
  );
  const entries = connection.query(
    `SELECT id, customer, v, i, "of", at, kind, program, release, body_hash, digest, input, effects, answer, marks
     FROM journal WHERE customer = ? AND (v, i) > (?, ?) ORDER BY v, i LIMIT ?`,
  );
  const replace = connection.statement(
    `INSERT OR REPLACE INTO customers (id, rev, v, entries, at, release, due_at, state, summary, digest)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );

  /** In pages, since an open cursor would hold on to an old view of the file. */
  async function* keptEntries(customer: string): AsyncIterable<KeptEntry> {
    let v = Number.MIN_SAFE_INTEGER;
    let i = 0;
    for (;;) {
      const rows = await connection.read(() => entries.all(customer, v, i, PAGE_OF_ENTRIES));
      const page = rows.map(keptEntry);
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < PAGE_OF_ENTRIES) return;
      ({ v, i } = last);
    }
  }

  return {
    everybody: async (after, limit) => {
      const rows = await connection.read(() => everybody.all(after, limit));
      return rows.map(row => text(row[0]));
    },
    keptDocument: async customer => {
      const row = await connection.read(() => document.first(customer));
      return row ? keptDocument(row) : null;
    },
    keptEntries,
    replaceDocument: (rev, next) =>
      connection.write(() => {
        const row = document.first(next.customer);
        if ((row ? keptDocument(row).rev : null) !== rev) return false;
        const { customer, v, entries, at, release, dueAt, state, summary, digest } = next;
        const nextRev = `${v}:${crypto.randomUUID()}`;
        replace.run(customer, nextRev, v, entries, at, release, dueAt, state, summary, digest);
        // Lists and totals were made of what he was before he was damaged; `checkProjections` compares them.
        return true;
      }),
    // A copy of the file is of one moment.
    mendAfterRestore: () => Promise.resolve({ erased: false, dropped: 0 }),
    isRestoredByHalf: () => Promise.resolve(false),
    checkProjections: createProjectionCheck(connection),
    copyTo: file => connection.copyTo(file),
  };
}

function keptDocument(row: Row): KeptDocument {
  return {
    customer: text(row[0]),
    rev: text(row[1]),
    v: integer(row[2]),
    entries: integer(row[3]),
    at: integer(row[4]),
    release: integer(row[5]),
    dueAt: row[6] === null ? null : integer(row[6]),
    state: text(row[7]),
    summary: text(row[8]),
    digest: row[9] === null ? null : text(row[9]),
  };
}

function keptEntry(row: Row): KeptEntry {
  return {
    id: text(row[0]),
    customer: text(row[1]),
    v: integer(row[2]),
    i: integer(row[3]),
    of: integer(row[4]),
    at: integer(row[5]),
    kind: text(row[6]),
    program: text(row[7]),
    release: integer(row[8]),
    bodyHash: text(row[9]),
    digest: row[10] === null ? null : text(row[10]),
    input: text(row[11]),
    effects: text(row[12]),
    answer: text(row[13]),
    marks: text(row[14]),
  };
}
