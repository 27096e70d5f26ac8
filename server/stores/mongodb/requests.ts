import type { Json } from '../../../engine/model.ts';
import { signOf } from '../requests.ts';
import type { RequestAttempt, RequestKeys, RequestState } from '../requests.ts';
import type { Connection } from './connection.ts';
import { written } from './documents.ts';
import { isDuplicateKey } from './unavailable.ts';

/** Answers by Idempotency-Key. A document without an answer is a request that somebody is at work on. */
export function createRequests(connection: Connection): RequestKeys {
  const { requests, patiently } = connection;

  /** Null: somebody was faster, and it has to be looked at again. */
  async function begin(request: RequestAttempt, stoodStill: string | null): Promise<RequestState | null> {
    const { key, bodyHash, attempt, at } = request;
    const found = await requests.findOne({ _id: key });
    if (found === null) {
      await requests.insertOne({ _id: key, body_hash: bodyHash, attempt, at });
      return { kind: 'begun' };
    }
    if (found.body_hash !== bodyHash) return { kind: 'other body' };
    if (found.answer !== undefined) return { kind: 'answered', answer: written<Json>(found.answer) };
    // Its own try, of which it has not heard.
    if (found.attempt === attempt) return { kind: 'begun' };
    const sign = signOf(found.attempt, found.at);
    if (sign !== stoodStill) return { kind: 'running', sign };
    const seen = { _id: key, attempt: found.attempt, at: found.at, answer: { $exists: false } };
    const { matchedCount } = await requests.updateOne(seen, { $set: { attempt, at } });
    return matchedCount === 1 ? { kind: 'begun' } : null;
  }

  const mine = (key: string, attempt: string) => ({ _id: key, attempt, answer: { $exists: false } });

  return {
    beginRequest: (request, stoodStill) =>
      patiently(async () => {
        for (;;) {
          try {
            const state = await begin(request, stoodStill);
            if (state !== null) return state;
          } catch (error) {
            if (!isDuplicateKey(error)) throw error;
          }
        }
      }),
    async renewRequest(key, attempt, at) {
      const renewed = await patiently(() => requests.updateOne(mine(key, attempt), { $set: { at } }));
      return renewed.matchedCount === 1;
    },
    answerRequest: (key, attempt, at, answer, customer) => {
      const text = JSON.stringify(answer);
      return patiently(async () => {
        const about = customer === null ? {} : { customer };
        const { matchedCount } = await requests.updateOne(mine(key, attempt), {
          $set: { at, answer: text, ...about },
        });
        if (matchedCount === 1) return true;
        // An earlier try of this call may have been heard by the database alone.
        return (await requests.findOne({ _id: key, attempt, at, answer: text })) !== null;
      });
    },
    async abandonRequest(key, attempt) {
      await patiently(() => requests.deleteOne(mine(key, attempt)));
    },
    async dropRequests(before, limit) {
      const old = await patiently(() =>
        requests
          .find({ at: { $lt: before } })
          .sort({ at: 1 })
          .limit(limit)
          .project<{ readonly _id: string }>({ _id: 1 })
          .toArray(),
      );
      const ids = old.map(({ _id }) => _id);
      await patiently(() => requests.deleteMany({ _id: { $in: ids }, at: { $lt: before } }));
      return ids.length;
    },
  };
}
