import type { Effect } from '../../../engine/model.ts';
import { decodeCursor } from '../cursor.ts';
import { DELIVERED_KEPT_MS, heldUpUntil, settled, type Delivery, type DeliveryState } from '../deliveries.ts';
import { pageOf } from '../page.ts';
import type { OutboxQuery, Store } from '../store.ts';
import { createConditions } from './conditions.ts';
import type { Connection } from './connection.ts';
import { integer, json, text, type Row } from './rows.ts';

const COLUMNS = 'id, lane, customer, v, at, effects, state, attempts, first_at, next_at, done_at, error';

/** How often a take looks again, where all that it found waits for an earlier step. */
const ROUNDS = 20;

/** What is to be sent: a customer's deliveries on a lane by their steps. */
export function createOutbox(
  connection: Connection,
): Pick<Store, 'outbox' | 'delivered' | 'deliveries' | 'redeliver'> {
  const due = connection.query(
    `SELECT ${COLUMNS} FROM outbox WHERE state = 'waiting' AND lane = ? AND next_at <= ?
     ORDER BY next_at, at, customer, v LIMIT ?`,
  );
  const earlier = connection.query(
    `SELECT first_at, next_at FROM outbox
     WHERE customer = ? AND lane = ? AND state = 'waiting' AND v < ? ORDER BY v`,
  );
  const byId = connection.query(`SELECT ${COLUMNS} FROM outbox WHERE id = ?`);
  const take = connection.statement(
    'UPDATE outbox SET attempts = attempts + 1, first_at = coalesce(first_at, ?), next_at = ? WHERE id = ?',
  );
  const postpone = connection.statement('UPDATE outbox SET next_at = ? WHERE id = ?');
  const settle = connection.statement(
    'UPDATE outbox SET state = ?, next_at = ?, done_at = ?, error = ? WHERE id = ?',
  );
  // The next one waited for this one alone; what failed by itself keeps its own time.
  const wake = connection.statement(
    `UPDATE outbox SET next_at = 0 WHERE attempts = 0 AND id =
       (SELECT id FROM outbox WHERE customer = ? AND lane = ? AND state = 'waiting' ORDER BY v LIMIT 1)`,
  );
  const again = connection.statement(
    `UPDATE outbox SET state = 'waiting', first_at = NULL, next_at = 0, done_at = NULL
     WHERE id = ? AND state <> 'waiting'`,
  );
  const forget = connection.statement("DELETE FROM outbox WHERE state = 'delivered' AND done_at < ?");

  function heldUp({ customer, lane, v }: Delivery, now: number): number | null {
    for (const row of earlier.all(customer, lane, v)) {
      const until = heldUpUntil({ first_at: integerOrNull(row[0]), next_at: integer(row[1]) }, now);
      if (until !== null) return until;
    }
    return null;
  }

  function takeDue({ lane, now, limit, holdMs }: OutboxQuery): readonly Delivery[] {
    const taken: Delivery[] = [];
    for (let round = 0; round < ROUNDS && taken.length < limit; round += 1) {
      const found = due.all(lane, now, limit).map(deliveryOf);
      if (found.length === 0) break;
      for (const delivery of found) {
        if (taken.length === limit) break;
        const until = heldUp(delivery, now);
        if (until !== null) {
          postpone.run(until, delivery.id);
          continue;
        }
        const { attempts, first_at, ...rest } = delivery;
        take.run(now, now + holdMs, delivery.id);
        taken.push({ ...rest, attempts: attempts + 1, first_at: first_at ?? now, next_at: now + holdMs });
      }
    }
    return taken;
  }

  return {
    outbox: query => connection.write(() => takeDue(query)),
    delivered: (id, attempt, result) =>
      connection.write(() => {
        const row = byId.first(id);
        const delivery = row && deliveryOf(row);
        const changes = delivery && settled(delivery, attempt, result);
        if (!delivery || !changes) return false;
        settle.run(changes.state, changes.next_at, changes.done_at, changes.error, id);
        if (changes.state !== 'waiting') wake.run(delivery.customer, delivery.lane);
        forget.run(result.at - DELIVERED_KEPT_MS);
        return true;
      }),
    async deliveries(query) {
      const where = createConditions();
      if (query.lane !== undefined) where.add('lane = ?', query.lane);
      if (query.customer !== undefined) where.add('customer = ?', query.customer);
      if (query.state !== undefined) where.add('state = ?', query.state);
      if (query.cursor !== undefined) where.add('(at, id) < (?, ?)', ...decodeCursor(query.cursor, [0, '']));
      const sql = `SELECT ${COLUMNS} FROM outbox ${where.sql()} ORDER BY at DESC, id DESC LIMIT ?`;
      const rows = await connection.read(() => connection.query(sql).all(...where.values(), query.limit + 1));
      return pageOf(rows, query.limit, deliveryOf, row => [integer(row[4]), text(row[0])]);
    },
    redeliver: id => connection.write(() => again.run(id) > 0),
  };
}

function deliveryOf(row: Row): Delivery {
  return {
    id: text(row[0]),
    lane: text(row[1]),
    customer: text(row[2]),
    v: integer(row[3]),
    at: integer(row[4]),
    effects: json<readonly Effect[]>(row[5]),
    state: stateOf(row[6]),
    attempts: integer(row[7]),
    first_at: integerOrNull(row[8]),
    next_at: integer(row[9]),
    done_at: integerOrNull(row[10]),
    error: row[11] === null ? null : text(row[11]),
  };
}

function stateOf(value: unknown): DeliveryState {
  if (value === 'waiting' || value === 'delivered' || value === 'dead') return value;
  throw new Error('A delivery is in no known state.');
}

function integerOrNull(value: unknown): number | null {
  return value === null ? null : integer(value);
}
