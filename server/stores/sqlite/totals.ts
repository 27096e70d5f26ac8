import type { Summary } from '../../../engine/model.ts';
import { BINS } from '../groups.ts';
import type { Store, TotalRow, TotalsQuery } from '../store.ts';
import type { Connection } from './connection.ts';
import { integer, json, text, type Row } from './rows.ts';
import { ERASED_LEDGER, type TallyKind } from './summary-index.ts';

const SUMMARIES_A_READ = 1_000;
/** So many are many: a count of everybody would hold up the others, and is asked for again and again. */
const COUNTED_DUE = 100_000;

/** Totals over everybody. All but metrics come from counts that are kept along with every write. */
export function createTotals(connection: Connection): Pick<Store, 'totals'> {
  const tallies = connection.query(
    'SELECT key, count FROM tallies WHERE kind = ? AND count > 0 ORDER BY key',
  );
  const tally = connection.query('SELECT count FROM tallies WHERE kind = ? AND key = ?');
  const balances = connection.query(
    `SELECT key, count FROM tallies WHERE kind = '${ERASED_LEDGER}' AND count <> 0 ORDER BY key`,
  );
  const failed = connection.query('SELECT count(*) FROM failed');
  const due = connection.query(
    `SELECT count(*) FROM (SELECT 1 FROM customers WHERE due_at <= ? LIMIT ${COUNTED_DUE})`,
  );
  const outbox = connection.query(
    "SELECT state || ':' || lane, count(*) FROM outbox WHERE state <> 'delivered' GROUP BY 1 ORDER BY 1",
  );
  const summaries = connection.query('SELECT id, summary FROM customers WHERE id > ? ORDER BY id LIMIT ?');

  function rowsOf(kind: TallyKind): Promise<readonly TotalRow[]> {
    return connection.read(() =>
      tallies.all(kind).map(row => ({ key: text(row[0]), count: integer(row[1]) })),
    );
  }

  async function countOf(kind: TallyKind, key: string): Promise<number> {
    return count(await connection.read(() => tally.first(kind, key)));
  }

  /** Reads every summary, in pieces, so that others get their turn. */
  async function valuesOf(metric: string): Promise<readonly TotalRow[]> {
    const values: TotalRow[] = [];
    for (let after = ''; ;) {
      const rows = await connection.read(() => summaries.all(after, SUMMARIES_A_READ));
      for (const row of rows) {
        const { metrics, segments } = json<Summary>(row[1]);
        const value = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
        if (value !== undefined) values.push({ key: segments.join(','), count: value });
      }
      const last = rows.at(-1);
      if (!last || rows.length < SUMMARIES_A_READ) return values;
      after = text(last[0]);
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  async function totals(query: TotalsQuery): Promise<readonly TotalRow[]> {
    switch (query.of) {
      case 'customers':
        return [{ key: 'customers', count: await countOf('customers', '') }];
      case 'failed':
        return [{ key: 'failed', count: count(await connection.read(() => failed.first())) }];
      case 'outbox':
        return connection.read(() =>
          outbox.all().map(row => ({ key: text(row[0]), count: integer(row[1]) })),
        );
      case 'due':
        return [{ key: 'due', count: count(await connection.read(() => due.first(query.now))) }];
      case 'entries':
        if (query.kind) return [{ key: query.kind, count: await countOf('entries', query.kind) }];
        return [
          { key: 'entries', count: (await rowsOf('entries')).reduce((sum, row) => sum + row.count, 0) },
        ];
      case 'scores': {
        const counts = new Map((await rowsOf(`score:${query.score}`)).map(row => [row.key, row.count]));
        return BINS.map(bin => ({ key: String(bin), count: counts.get(String(bin)) ?? 0 }));
      }
      case 'score_sum':
        return [{ key: query.score, count: (await countOf('score_sum', query.score)) / 10 }];
      case 'segments':
        return rowsOf('segment');
      case 'tiers':
        return rowsOf('tier');
      case 'marks':
        return (await rowsOf('mark')).filter(row => row.key.startsWith(query.prefix));
      case 'erased_ledger':
        return connection.read(() =>
          balances.all().map(row => ({ key: text(row[0]), count: integer(row[1]) })),
        );
      case 'metric':
        return valuesOf(query.metric);
    }
  }

  return { totals };
}

function count(row: Row | undefined): number {
  return row ? integer(row[0]) : 0;
}
