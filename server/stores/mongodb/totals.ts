import type { Filter } from 'mongodb';
import { BINS } from '../groups.ts';
import type { Store, TotalRow, TotalsQuery } from '../store.ts';
import type { Connection } from './connection.ts';
import type { CustomerDocument } from './documents.ts';
import { createSpaced } from './spaced.ts';

/** So many are many: a count of everybody would hold up the others, and is asked for again and again. */
const COUNTED_DUE = 100_000;

/** Everything about the base that is added up in one pass over the customers. */
interface Base {
  readonly customers: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly groups: ReadonlyMap<string, number>;
  readonly bins: ReadonlyMap<string, number>;
  readonly sums: ReadonlyMap<string, number>;
}

/**
 * Totals are added up by the database from the documents themselves: with one document at a time to be written there
 * is no counter that could not drift. A pass over many that takes long is not repeated before ten times as long.
 */
export function createTotals(connection: Connection): Pick<Store, 'totals'> {
  const { customers, journal, failed, outbox, erased, patiently } = connection;

  const base = createSpaced(countBase, ({ customers }) => customers);
  const marks = createSpaced(countMarks, counted => counted.reduce((sum, { count }) => sum + count, 0));

  async function countBase(): Promise<Base> {
    const [found] = await patiently(() =>
      customers
        .aggregate<FoundBase>([{ $project: { kinds: 1, groups: 1, scores: 1 } }, { $facet: FACETS }])
        .toArray(),
    );
    const all = found?.all[0] ?? { customers: 0, event: 0, command: 0, tick: 0 };
    const scores = found?.scores ?? [];
    return {
      customers: all.customers,
      kinds: { event: all.event, command: all.command, tick: all.tick },
      groups: new Map((found?.groups ?? []).map(({ _id, count: members }) => [_id, members])),
      bins: new Map(scores.map(({ _id, count: members }) => [`${_id.id}:${_id.bin}`, members])),
      sums: sumsOf(scores),
    };
  }

  function countMarks(prefix: string): Promise<readonly Counted<string>[]> {
    return patiently(() => {
      const among = { $gte: prefix, $lt: `${prefix}\uffff` };
      const pipeline = [
        { $match: { marks: among } },
        { $project: { marks: 1 } },
        { $unwind: '$marks' },
        { $match: { marks: among } },
        ...COUNTED_BY('$marks'),
      ];
      return journal.aggregate<Counted<string>>(pipeline).toArray();
    });
  }

  async function groupsOf(kind: 'segment' | 'tier'): Promise<readonly TotalRow[]> {
    const { groups } = await base('');
    return [...groups]
      .filter(([group]) => group.startsWith(`${kind}:`))
      .map(([group, count]) => ({ key: group.slice(kind.length + 1), count }))
      .sort(byKey);
  }

  async function valuesOf(metric: string): Promise<readonly TotalRow[]> {
    const field = `summary.metrics.${metric}`;
    const found = await patiently(() =>
      customers
        .find({ [field]: { $exists: true } } as Filter<CustomerDocument>)
        .sort({ _id: 1 })
        .project<Pick<CustomerDocument, 'summary'>>({ [field]: 1, 'summary.segments': 1 })
        .toArray(),
    );
    return found.flatMap(({ summary: { metrics, segments } }) => {
      const value = metrics[metric];
      return value === undefined ? [] : [{ key: segments.join(','), count: value }];
    });
  }

  async function erasedLedger(): Promise<readonly TotalRow[]> {
    const balances = new Map<string, number>();
    for await (const { ledger = {} } of erased.find({ ledger: { $exists: true } })) {
      for (const [account, amount] of Object.entries(ledger))
        balances.set(account, (balances.get(account) ?? 0) + amount);
    }
    return [...balances].flatMap(([key, count]) => (count === 0 ? [] : [{ key, count }])).sort(byKey);
  }

  async function totals(query: TotalsQuery): Promise<readonly TotalRow[]> {
    switch (query.of) {
      case 'customers':
        return [{ key: 'customers', count: (await base('')).customers }];
      case 'failed':
        return [{ key: 'failed', count: await patiently(() => failed.countDocuments({})) }];
      case 'outbox': {
        const found = await patiently(() =>
          outbox
            .aggregate<Counted<{ readonly state: string; readonly lane: string }>>([
              { $match: { state: { $in: ['waiting', 'dead'] } } },
              ...COUNTED_BY({ state: '$state', lane: '$lane' }),
            ])
            .toArray(),
        );
        return found.map(({ _id, count }) => ({ key: `${_id.state}:${_id.lane}`, count })).sort(byKey);
      }
      case 'due': {
        const isDue = { due_at: { $lte: query.now } };
        const count = await patiently(() => customers.countDocuments(isDue, { limit: COUNTED_DUE }));
        return [{ key: 'due', count }];
      }
      case 'entries': {
        const { kinds } = await base('');
        if (query.kind) return [{ key: query.kind, count: kinds[query.kind] ?? 0 }];
        return [{ key: 'entries', count: Object.values(kinds).reduce((sum, count) => sum + count, 0) }];
      }
      case 'scores': {
        const { bins } = await base('');
        return BINS.map(bin => ({ key: String(bin), count: bins.get(`${query.score}:${bin}`) ?? 0 }));
      }
      case 'score_sum':
        return [{ key: query.score, count: ((await base('')).sums.get(query.score) ?? 0) / 10 }];
      case 'segments':
        return groupsOf('segment');
      case 'tiers':
        return groupsOf('tier');
      case 'marks':
        return (await marks(query.prefix)).map(({ _id, count }) => ({ key: _id, count })).sort(byKey);
      case 'erased_ledger':
        return erasedLedger();
      case 'metric':
        return valuesOf(query.metric);
    }
  }

  return { totals };
}

interface Counted<Key> {
  readonly _id: Key;
  readonly count: number;
}

interface CountedScore extends Counted<{ readonly id: string; readonly bin: number }> {
  readonly tenths: number;
}

interface FoundBase {
  readonly all: readonly {
    readonly customers: number;
    readonly event: number;
    readonly command: number;
    readonly tick: number;
  }[];
  readonly groups: readonly Counted<string>[];
  readonly scores: readonly CountedScore[];
}

const COUNTED_BY = (_id: unknown) => [{ $group: { _id, count: { $sum: 1 } } }];

const FACETS = {
  all: [
    {
      $group: {
        _id: null,
        customers: { $sum: 1 },
        event: { $sum: '$kinds.event' },
        command: { $sum: '$kinds.command' },
        tick: { $sum: '$kinds.tick' },
      },
    },
    { $project: { _id: 0 } },
  ],
  groups: [{ $unwind: '$groups' }, ...COUNTED_BY('$groups')],
  scores: [
    { $unwind: '$scores' },
    {
      $group: {
        _id: { id: '$scores.id', bin: '$scores.bin' },
        count: { $sum: 1 },
        tenths: { $sum: '$scores.tenths' },
      },
    },
  ],
};

function sumsOf(scores: readonly CountedScore[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { _id, tenths } of scores) sums.set(_id.id, (sums.get(_id.id) ?? 0) + tenths);
  return sums;
}

function byKey(a: TotalRow, b: TotalRow): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
