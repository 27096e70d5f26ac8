import type { Entry } from '../../../engine/model.ts';
import { decodeCursor, type Position } from '../cursor.ts';
import type { EntryQuery, Store } from '../store.ts';
import { createConditions } from './conditions.ts';
import type { Connection } from './connection.ts';
import { pageOf } from '../page.ts';
import { ENTRY_COLUMNS, ENTRY_SEQ, entryOf, integer, type Row } from './rows.ts';

const PAGE_OF_HISTORY = 500;
const KINDS = ['event', 'command', 'tick'] as const;

/** The journal as people and rebuilds read it. Lists run from new to old, histories from old to new. */
export function createJournal(connection: Connection): Pick<Store, 'history' | 'entry' | 'entries'> {
  const byId = connection.query(`SELECT ${ENTRY_COLUMNS} FROM journal j WHERE j.id = ?`);
  const nextOfHistory = connection.query(
    `SELECT ${ENTRY_COLUMNS} FROM journal j
     WHERE j.customer = ? AND (j.v, j.i) > (?, ?) AND j.v <= ? ORDER BY j.v, j.i LIMIT ?`,
  );

  /** In pages, since an open cursor would hold on to an old view of the file. */
  async function* history(customer: string, upTo = Number.MAX_SAFE_INTEGER): AsyncIterable<Entry> {
    let v = 0;
    let i = -1;
    for (;;) {
      const rows = await connection.read(() => nextOfHistory.all(customer, v, i, upTo, PAGE_OF_HISTORY));
      const entries = rows.map(entryOf);
      yield* entries;
      const last = entries.at(-1);
      if (!last || entries.length < PAGE_OF_HISTORY) return;
      ({ v, i } = last);
    }
  }

  function rowsOf(
    query: EntryQuery,
    kind: Entry['kind'] | undefined,
    after: Position | null,
  ): readonly Row[] {
    const list = listOf(query);
    const where = createConditions();
    if (query.customer !== undefined) where.add('j.customer = ?', query.customer);
    if (list.byMark && query.mark !== undefined) where.add('m.mark = ?', query.mark);
    else if (query.mark !== undefined) {
      where.add(
        'EXISTS (SELECT 1 FROM marks m WHERE m.mark = ? AND m.at = j.at AND m.entry = j.seq)',
        query.mark,
      );
    }
    if (kind !== undefined) where.add(list.byKind ? 'j.kind = ?' : '+j.kind = ?', kind);
    if (query.from !== undefined) where.add('j.at >= ?', query.from);
    if (query.to !== undefined) where.add('j.at < ?', query.to);
    if (query.withEffects === true) where.add(`j.effects <> '[]'`);
    if (query.withEffects === false) where.add(`j.effects = '[]'`);
    if (after) where.add(`(${list.major}, ${list.minor}) < (?, ?)`, ...after);
    const sql = `SELECT ${ENTRY_COLUMNS} FROM ${list.from} ${where.sql()}
      ORDER BY ${list.major} DESC, ${list.minor} DESC LIMIT ?`;
    return connection.query(sql).all(...where.values(), query.limit + 1);
  }

  return {
    history,
    async entry(id) {
      const row = await connection.read(() => byId.first(id));
      return row ? entryOf(row) : null;
    },
    async entries(query) {
      const after = query.cursor === undefined ? null : decodeCursor(query.cursor, [0, 0]);
      const rows = await connection.read(() => {
        if (query.kind || query.customer !== undefined || query.mark !== undefined) {
          return rowsOf(query, query.kind, after);
        }
        // Each kind is in order in the index; all kinds are a merge of the three.
        return KINDS.flatMap(kind => rowsOf(query, kind, after)).sort(newestFirst);
      });
      const position = query.customer === undefined ? positionByTime : positionByStep;
      return pageOf(rows, query.limit, entryOf, position);
    },
  };
}

/**
 * What a list reads and what it is ordered by: a customer's steps, else the time. Each has an index in its order, and
 * the planner is kept from preferring another (by CROSS JOIN and `+`), which would sort all that matches for a page.
 */
function listOf({ customer, mark }: EntryQuery) {
  if (customer !== undefined) {
    return { from: 'journal j', major: 'j.v', minor: 'j.i', byMark: false, byKind: false };
  }
  if (mark === undefined) {
    return { from: 'journal j', major: 'j.at', minor: 'j.seq', byMark: false, byKind: true };
  }
  const from = 'marks m CROSS JOIN journal j ON j.seq = m.entry';
  return { from, major: 'm.at', minor: 'm.entry', byMark: true, byKind: false };
}

function positionByTime(row: Row): Position {
  const { at } = entryOf(row);
  return [at, integer(row[ENTRY_SEQ])];
}

function positionByStep(row: Row): Position {
  const { v, i } = entryOf(row);
  return [v, i];
}

const AT = 4;

function newestFirst(a: Row, b: Row): number {
  return integer(b[AT]) - integer(a[AT]) || integer(b[ENTRY_SEQ]) - integer(a[ENTRY_SEQ]);
}
