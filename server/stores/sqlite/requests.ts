import type { Json } from '../../../engine/model.ts';
import type { Store } from '../store.ts';
import type { Connection } from './connection.ts';
import { json, text } from './rows.ts';

/** Answers by idempotency key, for writes that touch no customer. The first answer under a key is the one. */
export function createRequests(connection: Connection): Pick<Store, 'request'> {
  const find = connection.query('SELECT body_hash, answer FROM requests WHERE key = ?');
  const add = connection.statement('INSERT INTO requests (key, body_hash, answer) VALUES (?, ?, ?)');

  function known(key: string, bodyHash: string) {
    const row = find.first(key);
    if (!row) return null;
    return text(row[0]) === bodyHash ? { answer: json<Json>(row[1]) } : 'other body';
  }

  return {
    async request(key, bodyHash, answer) {
      if (answer === undefined) return connection.read(() => known(key, bodyHash));
      return connection.write(() => {
        const before = known(key, bodyHash);
        if (before) return before;
        add.run(key, bodyHash, JSON.stringify(answer));
        return { answer };
      });
    },
  };
}
