import type { Filter } from 'mongodb';
import { decodeCursor } from '../cursor.ts';
import { DELIVERED_KEPT_MS, heldUpUntil, settled } from '../deliveries.ts';
import { pageOf } from '../page.ts';
import type { OutboxQuery, Store } from '../store.ts';
import type { Connection } from './connection.ts';
import { deliveryOf, type DeliveryDocument } from './documents.ts';

/** How often a take looks again, where all that it found waits for an earlier step or went to another node. */
const ROUNDS = 20;

/** What is to be sent: a customer's deliveries on a lane by their steps. Each change is a compare and set of one. */
export function createOutbox(
  connection: Connection,
): Pick<Store, 'outbox' | 'delivered' | 'deliveries' | 'redeliver'> {
  const { outbox, patiently } = connection;

  /** Until when an earlier delivery holds it up; null: none does. */
  async function heldUp({ customer, lane, v }: DeliveryDocument, now: number): Promise<number | null> {
    const earlier = await outbox
      .find({ customer, lane, state: 'waiting', v: { $lt: v } })
      .sort({ v: 1 })
      .toArray();
    for (const each of earlier) {
      const until = heldUpUntil(each, now);
      if (until !== null) return until;
    }
    return null;
  }

  async function postpone(delivery: DeliveryDocument, until: number, now: number): Promise<void> {
    await outbox.updateOne(asSeen(delivery), { $set: { next_at: until } });
    // What held it up may have ended in between, and have woken it before it slept.
    if ((await heldUp(delivery, now)) !== null) return;
    await outbox.updateOne({ ...asSeen(delivery), next_at: until }, { $set: { next_at: 0 } });
  }

  async function take(
    delivery: DeliveryDocument,
    { now, holdMs }: OutboxQuery,
  ): Promise<DeliveryDocument | null> {
    const taken = {
      attempts: delivery.attempts + 1,
      first_at: delivery.first_at ?? now,
      next_at: now + holdMs,
    };
    const { matchedCount } = await outbox.updateOne(asSeen(delivery), { $set: taken });
    return matchedCount === 1 ? { ...delivery, ...taken } : null;
  }

  async function takeDue(query: OutboxQuery): Promise<readonly DeliveryDocument[]> {
    const { lane, now, limit } = query;
    const all: DeliveryDocument[] = [];
    for (let round = 0; round < ROUNDS && all.length < limit; round += 1) {
      const found = await outbox
        .find({ state: 'waiting', lane, next_at: { $lte: now } })
        .sort({ next_at: 1, at: 1, customer: 1, v: 1 })
        .limit(limit)
        .toArray();
      if (found.length === 0) break;
      for (const delivery of found) {
        if (all.length === limit) break;
        const until = await heldUp(delivery, now);
        if (until !== null) {
          await postpone(delivery, until, now);
          continue;
        }
        const taken = await take(delivery, query);
        if (taken !== null) all.push(taken);
      }
    }
    return all;
  }

  /** The next one waited for this one alone; what failed by itself keeps its own time. */
  async function wake({ customer, lane }: DeliveryDocument): Promise<void> {
    const [next] = await outbox.find({ customer, lane, state: 'waiting' }).sort({ v: 1 }).limit(1).toArray();
    if (next?.attempts === 0) await outbox.updateOne(asSeen(next), { $set: { next_at: 0 } });
  }

  return {
    outbox: query => patiently(async () => (await takeDue(query)).map(deliveryOf)),
    delivered: (id, attempt, result) =>
      patiently(async () => {
        for (;;) {
          const delivery = await outbox.findOne({ _id: id });
          const changes = delivery && settled(deliveryOf(delivery), attempt, result);
          if (!delivery || !changes) return false;
          const { matchedCount } = await outbox.updateOne(asSeen(delivery), { $set: changes });
          if (matchedCount === 0) continue;
          if (changes.state !== 'waiting') await wake(delivery);
          await outbox.deleteMany({ state: 'delivered', done_at: { $lt: result.at - DELIVERED_KEPT_MS } });
          return true;
        }
      }),
    async deliveries({ lane, customer, state, cursor, limit }) {
      const conditions: Filter<DeliveryDocument>[] = [];
      if (lane !== undefined) conditions.push({ lane });
      if (customer !== undefined) conditions.push({ customer });
      if (state !== undefined) conditions.push({ state });
      if (cursor !== undefined) {
        const [at, id] = decodeCursor(cursor, [0, '']);
        conditions.push({ $or: [{ at: { $lt: Number(at) } }, { at: Number(at), _id: { $lt: String(id) } }] });
      }
      const found = await patiently(() =>
        outbox
          .find(conditions.length === 0 ? {} : { $and: conditions })
          .sort({ at: -1, _id: -1 })
          .limit(limit + 1)
          .toArray(),
      );
      return pageOf(found, limit, deliveryOf, ({ at, _id }) => [at, _id]);
    },
    redeliver: id =>
      patiently(async () => {
        const { matchedCount } = await outbox.updateOne(
          { _id: id, state: { $ne: 'waiting' } },
          { $set: { state: 'waiting', first_at: null, next_at: 0, done_at: null } },
        );
        return matchedCount === 1;
      }),
  };
}

/** The delivery unless somebody has changed it since. */
function asSeen({ _id, state, attempts, next_at }: DeliveryDocument): Filter<DeliveryDocument> {
  return { _id, state, attempts, next_at };
}
