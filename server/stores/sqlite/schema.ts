import type Database from 'libsql';

/**
 * Each migration brings a file from the version of its index to the next; `user_version` counts them. They are never
 * edited once released, only followed by others.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE customers (
    id TEXT NOT NULL PRIMARY KEY,
    rev TEXT NOT NULL,
    v INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    at INTEGER NOT NULL,
    release INTEGER NOT NULL,
    due_at INTEGER,
    summary TEXT NOT NULL,
    state TEXT NOT NULL
  );
  CREATE INDEX customers_due ON customers (due_at, id) WHERE due_at IS NOT NULL;

  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    customer TEXT NOT NULL,
    v INTEGER NOT NULL,
    i INTEGER NOT NULL,
    "of" INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    release INTEGER NOT NULL,
    program TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    marks TEXT NOT NULL,
    effects TEXT NOT NULL,
    answer TEXT NOT NULL,
    input TEXT NOT NULL
  );
  CREATE UNIQUE INDEX journal_of_customer ON journal (customer, v, i);
  CREATE INDEX journal_of_kind ON journal (kind, at);

  CREATE TABLE marks (
    mark TEXT NOT NULL,
    at INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (mark, at, entry)
  ) WITHOUT ROWID;

  CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    customer TEXT NOT NULL,
    effects TEXT NOT NULL
  );
  CREATE INDEX outbox_of_customer ON outbox (customer);

  CREATE TABLE requests (
    key TEXT NOT NULL PRIMARY KEY,
    body_hash TEXT NOT NULL,
    answer TEXT NOT NULL
  );

  CREATE TABLE failed (
    id TEXT NOT NULL PRIMARY KEY,
    received_at INTEGER NOT NULL,
    customer TEXT,
    record TEXT NOT NULL
  );
  CREATE INDEX failed_received ON failed (received_at, id);
  CREATE INDEX failed_of_customer ON failed (customer) WHERE customer IS NOT NULL;

  CREATE TABLE settings (
    key TEXT NOT NULL PRIMARY KEY,
    rev INTEGER NOT NULL,
    value TEXT
  );

  CREATE TABLE erased (customer_hash TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;

  -- Who is in which segment, tier and mission, out of the summaries: audiences read a range of it.
  CREATE TABLE members (
    audience TEXT NOT NULL,
    customer TEXT NOT NULL,
    PRIMARY KEY (audience, customer)
  ) WITHOUT ROWID;

  -- Counts kept by the writes themselves, since a person looks at them more often than a full scan could answer.
  CREATE TABLE tallies (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
  ) WITHOUT ROWID;
  `,
  // Deliveries know their receiver, their step, and what became of them.
  `
  CREATE TABLE deliveries (
    id TEXT NOT NULL PRIMARY KEY,
    lane TEXT NOT NULL,
    customer TEXT NOT NULL,
    v INTEGER NOT NULL,
    at INTEGER NOT NULL,
    effects TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    first_at INTEGER,
    next_at INTEGER NOT NULL DEFAULT 0,
    done_at INTEGER,
    error TEXT
  );
  INSERT INTO deliveries (id, lane, customer, v, at, effects)
    SELECT o.id || ':' ||
        replace(replace(coalesce(json_extract(e.value, '$.webhook'), 'all'), '%', '%25'), ':', '%3A'),
      coalesce(json_extract(e.value, '$.webhook'), 'all'),
      o.customer,
      CAST(substr(o.id, length(o.customer) + 2) AS INTEGER),
      coalesce((SELECT max(j.at) FROM journal j
        WHERE j.customer = o.customer AND j.v = CAST(substr(o.id, length(o.customer) + 2) AS INTEGER)), 0),
      json_group_array(json(e.value))
    FROM outbox o, json_each(o.effects) e
    GROUP BY o.id, coalesce(json_extract(e.value, '$.webhook'), 'all');
  DROP TABLE outbox;
  ALTER TABLE deliveries RENAME TO outbox;
  CREATE INDEX outbox_due ON outbox (lane, next_at) WHERE state = 'waiting';
  CREATE INDEX outbox_of_customer ON outbox (customer, lane, v);
  CREATE INDEX outbox_listed ON outbox (at, id);
  CREATE INDEX outbox_delivered ON outbox (done_at) WHERE state = 'delivered';
  `,
  // Requests can be at work, and are dropped in time; events that came again are counted.
  `
  CREATE TABLE request_keys (
    key TEXT NOT NULL PRIMARY KEY,
    body_hash TEXT NOT NULL,
    attempt TEXT NOT NULL,
    at INTEGER NOT NULL,
    answer TEXT,
    customer TEXT
  );
  INSERT INTO request_keys (key, body_hash, attempt, at, answer)
    SELECT key, body_hash, '', CAST(strftime('%s', 'now') AS INTEGER) * 1000, answer FROM requests;
  DROP TABLE requests;
  ALTER TABLE request_keys RENAME TO requests;
  CREATE INDEX requests_at ON requests (at);
  CREATE INDEX requests_of_customer ON requests (customer) WHERE customer IS NOT NULL;

  CREATE TABLE repeats (
    entry TEXT NOT NULL PRIMARY KEY,
    customer TEXT NOT NULL,
    count INTEGER NOT NULL,
    last_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX repeats_last ON repeats (last_at);
  CREATE INDEX repeats_of_customer ON repeats (customer);
  `,
  // Entries and documents bear digests of the journal up to them; what is older than this has none.
  `
  ALTER TABLE customers ADD COLUMN digest TEXT;
  ALTER TABLE journal ADD COLUMN digest TEXT;
  `,
  `
  ALTER TABLE repeats ADD COLUMN differing INTEGER NOT NULL DEFAULT 0;
  `,
];

/** Brings the file to this build's schema, inside the caller's transaction. */
export function migrate(database: Database.Database): void {
  const version = versionOf(database);
  if (version > migrations.length) {
    throw new Error(
      `The store's file has schema version ${version}, written by a newer Cairn; this one knows ${migrations.length}.`,
    );
  }
  if (version === migrations.length) return;
  for (const migration of migrations.slice(version)) database.exec(migration);
  database.pragma(`user_version = ${migrations.length}`);
}

/** Writes the version that is there anew: the least that can be written. */
export function rewriteVersion(database: Database.Database): void {
  database.pragma(`user_version = ${versionOf(database)}`);
}

function versionOf(database: Database.Database): number {
  const row = database.prepare('PRAGMA user_version').raw().get([]);
  if (!Array.isArray(row) || typeof row[0] !== 'number')
    throw new Error("The store's file has no schema version.");
  return row[0];
}
