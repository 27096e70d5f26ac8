import type { Entry } from '../../engine/model.ts';
import type { EntryQuery, Page, Store } from '../stores/store.ts';
import { toTimestamp } from '../time.ts';
import { collectItems } from './pages.ts';
import type { LiveRelease } from './releases.ts';

export interface LedgerRow {
  readonly posting_key: string;
  readonly customer_id: string;
  readonly account: string;
  readonly amount: number;
  readonly cause: string;
  readonly reason?: string;
  readonly hold_id?: string;
  readonly about?: string;
  readonly reverses?: string;
  readonly sentence: string;
  readonly at: string;
  readonly program: string;
  readonly release: number;
}

/** The lines of the postings, newest first. */
export function readLedger(
  store: Store,
  { program, engine }: Pick<LiveRelease, 'program' | 'engine'>,
  query: Pick<EntryQuery, 'customer' | 'limit' | 'cursor'>,
): Promise<Page<LedgerRow>> {
  const names = new Map(program.missions.map(({ id, name }) => [id, name]));
  return collectItems(store, { ...query, withEffects: true }, entry => {
    const earned = earnedIn(entry, names);
    return entry.effects.flatMap(effect => {
      if (effect.kind !== 'points_posted') return [];
      const sentence = engine.sentence(effect);
      return effect.lines.map(({ account, amount }) => ({
        posting_key: effect.posting_key,
        customer_id: entry.customer,
        account,
        amount,
        cause: effect.cause,
        ...(effect.reason === undefined ? {} : { reason: effect.reason }),
        ...(effect.hold === undefined ? {} : { hold_id: effect.hold }),
        ...(effect.of === undefined ? {} : { reverses: effect.of }),
        ...about(earned.get(effect.posting_key)),
        sentence,
        at: toTimestamp(entry.at),
        program: entry.program,
        release: entry.release,
      }));
    });
  });
}

/** Names of the missions that were completed in an entry, by the keys of their postings. */
function earnedIn({ effects }: Entry, names: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    effects.flatMap(effect =>
      effect.kind === 'mission_completed'
        ? [[`mission:${effect.mission}`, names.get(effect.template) ?? effect.template]]
        : [],
    ),
  );
}

function about(name: string | undefined): { readonly about?: string } {
  return name === undefined ? {} : { about: name };
}
