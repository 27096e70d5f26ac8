import type { Json } from '../../../engine/model.ts';
import { signOf } from '../requests.ts';
import type { RequestKeys } from '../requests.ts';
import type { Connection } from './connection.ts';
import { integer, json, text } from './rows.ts';

/** Answers by Idempotency-Key. A row without an answer is a request that somebody is at work on. */
export function createRequests(connection: Connection): RequestKeys {
  const find = connection.query('SELECT body_hash, answer, attempt, at FROM requests WHERE key = ?');
  const begin = connection.statement(
    `INSERT INTO requests (key, body_hash, attempt, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET attempt = excluded.attempt, at = excluded.at`,
  );
  const mine = 'key = ? AND attempt = ? AND answer IS NULL';
  const renew = connection.statement(`UPDATE requests SET at = ? WHERE ${mine}`);
  const answered = connection.statement(`UPDATE requests SET at = ?, answer = ?, customer = ? WHERE ${mine}`);
  const abandon = connection.statement(`DELETE FROM requests WHERE ${mine}`);
  const drop = connection.statement(
    'DELETE FROM requests WHERE key IN (SELECT key FROM requests WHERE at < ? ORDER BY at LIMIT ?)',
  );

  return {
    beginRequest: ({ key, bodyHash, attempt, at }, stoodStill) =>
      connection.write(() => {
        const row = find.first(key);
        if (row && text(row[0]) !== bodyHash) return { kind: 'other body' };
        if (row && row[1] !== null) return { kind: 'answered', answer: json<Json>(row[1]) };
        const sign = row ? signOf(text(row[2]), integer(row[3])) : null;
        if (sign !== null && sign !== stoodStill) return { kind: 'running', sign };
        begin.run(key, bodyHash, attempt, at);
        return { kind: 'begun' };
      }),
    renewRequest: (key, attempt, at) => connection.write(() => renew.run(at, key, attempt) > 0),
    answerRequest: (key, attempt, at, answer, customer) =>
      connection.write(() => answered.run(at, JSON.stringify(answer), customer, key, attempt) > 0),
    async abandonRequest(key, attempt) {
      await connection.write(() => abandon.run(key, attempt));
    },
    dropRequests: (before, limit) => connection.write(() => drop.run(before, limit)),
  };
}
