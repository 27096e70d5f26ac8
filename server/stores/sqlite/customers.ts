import { decodeCursor } from '../cursor.ts';
import { group } from '../groups.ts';
import type { AudienceQuery, Store } from '../store.ts';
import { createConditions } from './conditions.ts';
import type { Connection } from './connection.ts';
import { pageOf } from '../page.ts';
import { CUSTOMER_COLUMNS, SNAPSHOT_COLUMNS, customerRowOf, integer, snapshotOf, text } from './rows.ts';

/** Customers one by one, as audiences, and those whose time has come. */
export function createCustomers(connection: Connection): Pick<Store, 'customer' | 'audience' | 'due'> {
  const byId = connection.query(`SELECT ${SNAPSHOT_COLUMNS} FROM customers WHERE id = ?`);
  const due = connection.query(
    `SELECT id, due_at FROM customers WHERE due_at <= ?1 AND (due_at, id) > (?2, ?3) ORDER BY due_at, id LIMIT ?4`,
  );

  return {
    async customer(id) {
      const row = await connection.read(() => byId.first(id));
      return row ? snapshotOf(row) : null;
    },
    async audience(query) {
      const after = query.cursor === undefined ? null : text(decodeCursor(query.cursor, [''])[0]);
      const rows = await connection.read(() => {
        const { sql, values } = audienceSql(query, after);
        return connection.query(sql).all(...values, query.limit + 1);
      });
      return pageOf(rows, query.limit, customerRowOf, row => [text(row[0])]);
    },
    async due(now, limit, after) {
      const { dueAt = Number.MIN_SAFE_INTEGER, customer = '' } = after ?? {};
      const rows = await connection.read(() => due.all(now, dueAt, customer, limit));
      return rows.map(row => ({ customer: text(row[0]), dueAt: integer(row[1]) }));
    },
  };
}

/**
 * Ids first, documents after: the search then runs over indexes only. A membership asked for is read from its own
 * range, in order, and every further one is looked up.
 */
function audienceSql({ search, segment, tier, mission }: AudienceQuery, after: string | null) {
  const audiences = [
    ...(segment === undefined ? [] : [group('segment', segment)]),
    ...(mission === undefined ? [] : [group('mission', mission)]),
    ...(tier === undefined ? [] : [group('tier', tier)]),
  ];
  const [first, ...others] = audiences;
  const id = first === undefined ? 'id' : 'customer';
  const where = createConditions();
  if (first !== undefined) where.add('audience = ?', first);
  for (const other of others) {
    where.add(
      'EXISTS (SELECT 1 FROM members o WHERE o.audience = ? AND o.customer = members.customer)',
      other,
    );
  }
  if (after !== null) where.add(`${id} > ?`, after);
  if (search) where.add(`instr(lower(${id}), lower(?)) > 0`, search);
  const ids = `SELECT ${id} FROM ${first === undefined ? 'customers' : 'members'} ${where.sql()} ORDER BY ${id} LIMIT ?`;
  return {
    sql: `SELECT ${CUSTOMER_COLUMNS} FROM customers WHERE id IN (${ids}) ORDER BY id`,
    values: where.values(),
  };
}
