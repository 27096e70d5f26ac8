import type { Filter } from 'mongodb';
import type { Entry } from '../../../engine/model.ts';
import { decodeCursor, type Position } from '../cursor.ts';
import { pageOf } from '../page.ts';
import type { EntryQuery, Store } from '../store.ts';
import type { Connection } from './connection.ts';
import { entryOf, type JournalDocument } from './documents.ts';

const PAGE_OF_HISTORY = 500;

/** The journal as people and rebuilds read it. Lists run from new to old, histories from old to new. */
export function createJournal(connection: Connection): Pick<Store, 'history' | 'entry' | 'entries'> {
  const { journal, patiently } = connection;

  /** In pages, since a cursor would not outlive a change of primary. */
  async function* history(customer: string, upTo = Number.MAX_SAFE_INTEGER): AsyncIterable<Entry> {
    let filter: Filter<JournalDocument> = { customer, v: { $lte: upTo } };
    for (;;) {
      const page = filter;
      const found = await patiently(() =>
        journal.find(page).sort({ v: 1, i: 1 }).limit(PAGE_OF_HISTORY).toArray(),
      );
      yield* found.map(entryOf);
      const last = found.at(-1);
      if (!last || found.length < PAGE_OF_HISTORY) return;
      const { v, i } = last;
      filter = {
        $and: [{ customer, v: { $lte: upTo } }, { $or: [{ v: { $gt: v } }, { v, i: { $gt: i } }] }],
      };
    }
  }

  return {
    history,
    async entry(id) {
      const found = await patiently(() => journal.findOne({ _id: id }));
      return found && entryOf(found);
    },
    async entries(query) {
      return query.customer === undefined ? byTime(query) : byStep(query);
    },
  };

  async function byTime(query: EntryQuery) {
    const conditions = conditionsOf(query);
    if (query.cursor !== undefined) {
      const [at, id] = positionOf(query.cursor, [0, '']);
      conditions.push({ $or: [{ at: { $lt: Number(at) } }, { at: Number(at), _id: { $lt: String(id) } }] });
    }
    const found = await read(conditions, { at: -1, _id: -1 }, query.limit);
    return pageOf(found, query.limit, entryOf, ({ at, _id }) => [at, _id]);
  }

  async function byStep(query: EntryQuery) {
    const conditions = conditionsOf(query);
    if (query.cursor !== undefined) {
      const [v, i] = positionOf(query.cursor, [0, 0]);
      conditions.push({ $or: [{ v: { $lt: Number(v) } }, { v: Number(v), i: { $lt: Number(i) } }] });
    }
    const found = await read(conditions, { v: -1, i: -1 }, query.limit);
    return pageOf(found, query.limit, entryOf, ({ v, i }) => [v, i]);
  }

  function read(
    conditions: readonly Filter<JournalDocument>[],
    order: Readonly<Record<string, -1>>,
    limit: number,
  ): Promise<readonly JournalDocument[]> {
    const filter: Filter<JournalDocument> = conditions.length === 0 ? {} : { $and: [...conditions] };
    return patiently(() =>
      journal
        .find(filter)
        .sort({ ...order })
        .limit(limit + 1)
        .toArray(),
    );
  }
}

const KINDS = ['event', 'command', 'tick'] as const;

function conditionsOf({
  customer,
  kind,
  mark,
  withEffects,
  from,
  to,
}: EntryQuery): Filter<JournalDocument>[] {
  const conditions: Filter<JournalDocument>[] = [];
  if (customer !== undefined) conditions.push({ customer });
  if (kind !== undefined) conditions.push({ kind });
  // Said although it is always so: each kind is in order in the index, and the list is a merge of the three.
  else if (customer === undefined && mark === undefined) conditions.push({ kind: { $in: KINDS } });
  if (mark !== undefined) conditions.push({ marks: mark });
  if (withEffects === true) conditions.push({ effects: { $ne: '[]' } });
  if (withEffects === false) conditions.push({ effects: '[]' });
  if (from !== undefined) conditions.push({ at: { $gte: from } });
  if (to !== undefined) conditions.push({ at: { $lt: to } });
  return conditions;
}

function positionOf(cursor: string, shape: Position): Position {
  return decodeCursor(cursor, shape);
}
