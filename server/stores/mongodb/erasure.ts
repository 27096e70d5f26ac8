import { randomBytes } from 'node:crypto';
import type { Effect, LedgerLine } from '../../../engine/model.ts';
import { ERASURE_KEY_SETTING, erasedHash } from '../erased-hash.ts';
import type { Connection } from './connection.ts';
import { openStepOf, written } from './documents.ts';
import type { JournalDocument, OpenStep } from './documents.ts';
import { isDuplicateKey } from './unavailable.ts';

/** Writers that were slow for longer than this do not exist: their connections are gone. */
const SLOW_WRITER_MS = 3_600_000;

/** Collections whose documents name a customer. */
const ABOUT_CUSTOMERS = ['journal', 'outbox', 'failed', 'requests', 'repeats', 'conflicts'] as const;

export interface Erasures {
  /** Which of these customers, who have no document, were erased. */
  among(customers: readonly string[]): Promise<ReadonlySet<string>>;
  /** Removes all but the document. */
  removeAll(customer: string): Promise<void>;
}

export function createErasures(connection: Connection): Erasures {
  const { erased } = connection;
  const readKey = createKeyReader(connection);
  return {
    async among(customers) {
      const key = customers.length === 0 ? null : await readKey();
      if (key === null) return new Set();
      const hashes = new Map(customers.map(customer => [erasedHash(customer, key), customer]));
      const found = await connection.patiently(() =>
        erased.find({ _id: { $in: [...hashes.keys()] } }).toArray(),
      );
      return new Set(found.flatMap(({ _id }) => hashes.get(_id) ?? []));
    },
    async removeAll(customer) {
      await connection.patiently(async () => {
        for (const name of ABOUT_CUSTOMERS)
          await connection.database.collection(name).deleteMany({ customer });
      });
    },
  };
}

/** The key once it is there, and never changes; null: nobody was erased yet. */
function createKeyReader(connection: Connection): () => Promise<string | null> {
  let known: string | null = null;
  return async () => {
    if (known !== null) return known;
    const found = await connection.patiently(() => connection.settings.findOne({ _id: ERASURE_KEY_SETTING }));
    known = typeof found?.value === 'string' ? written<string>(found.value) : null;
    return known;
  };
}

export interface Eraser {
  erase(customer: string): Promise<void>;
  /** Repeats the erasures of which a slow writer may have known nothing. */
  eraseAgain(now: number): Promise<void>;
}

/**
 * Removes everything about a customer and keeps him from coming back. It is noted first, so that writers who find no
 * document know why; it is done again after an hour, since a writer may have looked before and write after.
 */
export function createEraser(
  connection: Connection,
  erasures: Erasures,
  finishSteps: (steps: readonly OpenStep[]) => Promise<void>,
): Eraser {
  const { customers, journal, erased, settings } = connection;
  const readKey = createKeyReader(connection);

  async function ensureKey(): Promise<string> {
    const value = JSON.stringify(randomBytes(32).toString('hex'));
    try {
      await connection.patiently(() => settings.insertOne({ _id: ERASURE_KEY_SETTING, rev: 1, value }));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const key = await readKey();
    if (key === null) throw new Error('The key of erasures is not among the settings.');
    return key;
  }

  async function removeDocument(customer: string): Promise<void> {
    for (;;) {
      const document = await connection.patiently(() => customers.findOne({ _id: customer }));
      if (document === null) return;
      const open = openStepOf(document);
      // What waits in it would otherwise be written later by who has it in hand, into a journal that is clean.
      if (open !== null) await finishSteps([open]);
      const { rev } = document;
      await connection.patiently(() => customers.deleteOne({ _id: customer, rev }));
    }
  }

  /** By now no step is added to the journal but by a slow writer. Whoever does this again finds it done. */
  async function keepBalances(_id: string, customer: string): Promise<void> {
    if ((await connection.patiently(() => erased.countDocuments({ _id, ledger: { $exists: true } }))) > 0)
      return;
    const entries = await connection.patiently(() =>
      journal
        .find({ customer, effects: /"points_posted"/ })
        .project<Pick<JournalDocument, 'effects'>>({ effects: 1 })
        .toArray(),
    );
    const ledger = addUp(entries.map(({ effects }) => effects));
    await connection.patiently(() =>
      erased.updateOne({ _id, ledger: { $exists: false } }, { $set: { ledger } }),
    );
  }

  async function remove(_id: string, customer: string): Promise<void> {
    await removeDocument(customer);
    await keepBalances(_id, customer);
    await erasures.removeAll(customer);
  }

  return {
    async erase(customer) {
      const _id = erasedHash(customer, await ensureKey());
      const again_at = Date.now() + SLOW_WRITER_MS;
      await connection.patiently(() =>
        erased.updateOne({ _id }, { $setOnInsert: { _id } }, { upsert: true }),
      );
      await connection.patiently(() =>
        connection.erasures.replaceOne({ _id }, { customer, again_at }, { upsert: true }),
      );
      await remove(_id, customer);
    },
    async eraseAgain(now) {
      const due = await connection.patiently(() =>
        connection.erasures.find({ again_at: { $lte: now } }).toArray(),
      );
      for (const { _id, customer, again_at } of due) {
        await remove(_id, customer);
        await connection.patiently(() => connection.erasures.deleteOne({ _id, again_at }));
      }
    },
  };
}

/** What is damaged is left out: it must not keep anybody from being erased. */
function addUp(effects: readonly string[]): Record<string, number> {
  const ledger: Record<string, number> = {};
  for (const text of effects) {
    for (const { account, amount } of linesIn(text)) ledger[account] = (ledger[account] ?? 0) + amount;
  }
  return ledger;
}

function linesIn(text: string): readonly LedgerLine[] {
  try {
    const effects = written<readonly Effect[]>(text);
    return effects.flatMap(effect => (effect.kind === 'points_posted' ? effect.lines : []));
  } catch {
    return [];
  }
}
