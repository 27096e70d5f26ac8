import type { Summary } from '../../../engine/model.ts';
import { groupsOf, isSummary } from '../groups.ts';
import type { ProjectionFault, Truth } from '../truth.ts';
import type { Connection, Query } from './connection.ts';
import { integer, json, text } from './rows.ts';
import { ERASED_LEDGER, countSummary, type TallyKind } from './summary-index.ts';

type View = (sql: string) => Query;

/** A count that is not what was counted. */
interface Miscount {
  readonly kind: string;
  readonly key: string;
  readonly expected: number;
  readonly seen: number;
}

/** A row that is missing, or is there without a reason. */
interface Misplaced {
  readonly name: string;
  readonly isThere: boolean;
}

interface Faults {
  /** How often the counts were mended before this was read. */
  readonly mended: number;
  /** Customers with members rows that their summaries do not give, or without some that they do. */
  readonly members: ReadonlyMap<string, Misplaced>;
  /** Entries likewise, by their place in the journal. */
  readonly marks: ReadonlyMap<number, Misplaced>;
  /** Customers and entries that cannot be read. */
  readonly unreadable: number;
  readonly miscounts: readonly Miscount[];
}

const SUMMARIES_A_READ = 1_000;
const MENDED_SETTING = 'store.counts_mended';

/** Whoever is damaged himself is told, and mended, with the customer: here he is left out. */
const READABLE = `CASE WHEN json_valid(summary) THEN coalesce(json_type(summary, '$.segments'), '') = 'array'
  AND coalesce(json_type(summary, '$.missions'), '') = 'array' AND coalesce(json_type(summary, '$.tier'), '') = 'text'
  AND coalesce(json_type(summary, '$.scores'), '') = 'object' ELSE 0 END`;
const CUSTOMERS = `(SELECT id, summary FROM customers WHERE ${READABLE})`;
const JOURNAL = '(SELECT seq, at, marks FROM journal WHERE json_valid(marks))';

const GROUPS = `SELECT 'segment:' || s.value AS audience, c.id AS customer FROM ${CUSTOMERS} c, json_each(c.summary, '$.segments') s
  UNION SELECT 'tier:' || json_extract(c.summary, '$.tier'), c.id FROM ${CUSTOMERS} c
  UNION SELECT 'mission:' || m.value, c.id FROM ${CUSTOMERS} c, json_each(c.summary, '$.missions') m`;
const MEMBERS = `SELECT audience, customer FROM members
  WHERE customer NOT IN (SELECT id FROM customers WHERE NOT ${READABLE})`;
const MARKED = `SELECT m.value AS mark, j.at AS at, j.seq AS entry FROM ${JOURNAL} j, json_each(j.marks) m`;
const MARKS = `SELECT mark, at, entry FROM marks
  WHERE entry NOT IN (SELECT seq FROM journal WHERE NOT json_valid(marks))`;

/**
 * Compares members, marks and counts with documents and journal as they were at one moment, and mends them while others
 * write: rows are made anew from what stands there then, and counts get the difference that was found.
 */
export function createProjectionCheck(connection: Connection): Truth['checkProjections'] {
  const summary = connection.query('SELECT summary FROM customers WHERE id = ?');
  const leaveAll = connection.statement('DELETE FROM members WHERE customer = ?');
  const join = connection.statement('INSERT OR IGNORE INTO members (audience, customer) VALUES (?, ?)');
  const entry = connection.query('SELECT at, marks FROM journal WHERE seq = ?');
  const unmark = connection.statement('DELETE FROM marks WHERE entry = ?');
  const mark = connection.statement('INSERT OR IGNORE INTO marks (mark, at, entry) VALUES (?, ?, ?)');
  const add = connection.statement(
    `INSERT INTO tallies (kind, key, count) VALUES (?, ?, ?)
     ON CONFLICT (kind, key) DO UPDATE SET count = count + excluded.count`,
  );
  const mended = connection.query(`SELECT rev FROM settings WHERE key = '${MENDED_SETTING}'`);
  const noteMended = connection.statement(
    `INSERT INTO settings (key, rev, value) VALUES ('${MENDED_SETTING}', 1, 'true')
     ON CONFLICT (key) DO UPDATE SET rev = rev + 1`,
  );

  function mendMembers(customer: string): void {
    leaveAll.run(customer);
    const row = summary.first(customer);
    if (row) for (const audience of groupsOf(json<Summary>(row[0]))) join.run(audience, customer);
  }

  function mendMarks(seq: number): void {
    unmark.run(seq);
    const row = entry.first(seq);
    if (row) for (const name of json<string[]>(row[1])) mark.run(name, integer(row[0]), seq);
  }

  /** Only where nobody else has mended the counts since they were compared: differences must not be added twice. */
  async function mendCounts(faults: Faults): Promise<void> {
    await connection.write(() => {
      if (revOf(mended) !== faults.mended) return;
      for (const { kind, key, expected, seen } of faults.miscounts) add.run(kind, key, expected - seen);
      noteMended.run();
    });
  }

  return async repair => {
    const faults = await connection.readUnchanging(findFaults);
    if (repair) {
      for (const customer of faults.members.keys()) await connection.write(() => mendMembers(customer));
      for (const seq of faults.marks.keys()) await connection.write(() => mendMarks(seq));
      if (faults.miscounts.length > 0) await mendCounts(faults);
    }
    return described(faults);
  };
}

async function findFaults(view: View): Promise<Faults> {
  const mended = revOf(view(`SELECT rev FROM settings WHERE key = '${MENDED_SETTING}'`));
  const members = new Map<string, Misplaced>();
  for (const { row, isThere } of differences(view, GROUPS, MEMBERS))
    members.set(text(row[1]), { name: text(row[0]), isThere });
  const marks = new Map<number, Misplaced>();
  for (const { row, isThere } of differences(view, MARKED, MARKS))
    marks.set(integer(row[2]), { name: text(row[0]), isThere });
  const unreadable = integer(view(UNREADABLE).first()?.[0]);
  // What cannot be read cannot be counted, so that no count could be judged.
  const miscounts = unreadable > 0 ? [] : compareCounts(await countAll(view), keptCounts(view));
  return { mended, members, marks, unreadable, miscounts };
}

function differences(view: View, expected: string, kept: string) {
  const missing = view(`SELECT * FROM (${expected}) EXCEPT ${kept}`).all();
  const extra = view(`${kept} EXCEPT SELECT * FROM (${expected})`).all();
  return [...missing.map(row => ({ row, isThere: false })), ...extra.map(row => ({ row, isThere: true }))];
}

async function countAll(view: View): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const add = (kind: TallyKind, key: string, count: number): void => {
    const name = nameOf(kind, key);
    counts.set(name, (counts.get(name) ?? 0) + count);
  };
  for (const row of view('SELECT kind, count(*) FROM journal GROUP BY kind').all())
    add('entries', text(row[0]), integer(row[1]));
  for (const row of view(
    `SELECT mark, count(*) FROM (SELECT DISTINCT * FROM (${MARKED})) GROUP BY mark`,
  ).all())
    add('mark', text(row[0]), integer(row[1]));
  const page = view('SELECT id, summary FROM customers WHERE id > ? ORDER BY id LIMIT ?');
  for (let after = ''; ;) {
    const rows = page.all(after, SUMMARIES_A_READ);
    for (const row of rows) {
      const summary = json<object>(row[1]);
      add('customers', '', 1);
      if (isSummary(summary)) countSummary(summary, 1, { add });
    }
    const last = rows.at(-1);
    if (!last) return counts;
    after = text(last[0]);
    await new Promise(resolve => setImmediate(resolve));
  }
}

function keptCounts(view: View): Map<string, number> {
  const rows = view('SELECT kind, key, count FROM tallies WHERE kind <> ?').all(ERASED_LEDGER);
  return new Map(rows.map(row => [nameOf(text(row[0]), text(row[1])), integer(row[2])]));
}

function compareCounts(
  expected: ReadonlyMap<string, number>,
  seen: ReadonlyMap<string, number>,
): readonly Miscount[] {
  return [...new Set([...expected.keys(), ...seen.keys()])].flatMap(name => {
    const [kind = '', key = ''] = name.split(SEPARATOR);
    const miscount = { kind, key, expected: expected.get(name) ?? 0, seen: seen.get(name) ?? 0 };
    return miscount.expected === miscount.seen ? [] : [miscount];
  });
}

const SEPARATOR = '\n';

function nameOf(kind: string, key: string): string {
  return `${kind}${SEPARATOR}${key}`;
}

function revOf(setting: Query): number {
  const row = setting.first();
  return row ? integer(row[0]) : 0;
}

const UNREADABLE = `SELECT (SELECT count(*) FROM customers WHERE NOT ${READABLE})
  + (SELECT count(*) FROM journal WHERE NOT json_valid(marks))`;

function described({ members, marks, unreadable, miscounts }: Faults): readonly ProjectionFault[] {
  return [
    ...[...members].map(([customer, { name, isThere }]) => ({
      projection: 'members',
      key: `${name} of ${customer}`,
      ...misplaced(isThere, 'summary'),
    })),
    ...[...marks].map(([seq, { name, isThere }]) => ({
      projection: 'marks',
      key: `${name} of entry ${seq}`,
      ...misplaced(isThere, 'journal'),
    })),
    ...(unreadable === 0
      ? []
      : [
          {
            projection: 'totals',
            key: 'all',
            expected: 'customers and entries that can be counted',
            seen: `${unreadable} that cannot be read`,
          },
        ]),
    ...miscounts.map(({ kind, key, expected, seen }) => ({
      projection: 'totals',
      key: key === '' ? kind : `${kind} ${key}`,
      expected: String(expected),
      seen: String(seen),
    })),
  ];
}

function misplaced(isThere: boolean, source: string): Pick<ProjectionFault, 'expected' | 'seen'> {
  return isThere
    ? { expected: `none, as the ${source} says`, seen: 'one that is too many' }
    : { expected: `in the list, as the ${source} says`, seen: 'missing' };
}
