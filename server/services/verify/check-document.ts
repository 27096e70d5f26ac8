import type { Engine } from '../../../engine/index.ts';
import type { Entry } from '../../../engine/model.ts';
import { inPresentText } from '../../../engine/state-text.ts';
import type { KeptDocument } from '../../stores/truth.ts';
import type { Balances } from './check-ledger.ts';
import type { CheckedJournal } from './check-journal.ts';
import { shown } from './finding.ts';
import type { Finding } from './finding.ts';
import { jsonDifferences } from './json-differences.ts';

/** A customer's document as the journal gives it; what that does not say is left as it is kept. */
export interface RightDocument {
  readonly findings: readonly Finding[];
  readonly right: Omit<KeptDocument, 'rev'>;
}

/** Rebuilds the document from the journal by the rules that decided it last, and says where it is another. */
export function checkDocument(
  customer: string,
  kept: KeptDocument | null,
  journal: CheckedJournal & { readonly entries: readonly Entry[] },
  engine: Engine,
  balances: Partial<Balances>,
): RightDocument {
  const findings: Finding[] = [];
  const tell = (path: string, expected: unknown, seen: unknown, part: Finding['in'] = 'document'): void => {
    if (Object.is(expected, seen)) return;
    findings.push({
      customer,
      in: part,
      entry: null,
      path,
      expected: shown(expected),
      seen: shown(seen),
    });
  };
  const { entries, digest } = journal;
  const last = entries.at(-1);
  const at = Math.max(kept?.at ?? 0, last?.at ?? 0);
  const rebuilt = engine.rebuild(customer, entries, { at, state: kept?.state ?? null });
  const right = {
    customer,
    v: last?.v ?? 0,
    entries: entries.length,
    at,
    release: engine.release.n,
    dueAt: dueAtOf(kept, at, rebuilt.dueAt),
    state: rebuilt.state,
    summary: JSON.stringify(rebuilt.summary),
    digest,
  };
  if (kept === null) {
    tell('$', 'a document', undefined);
    return { findings, right };
  }
  tell('$.v', right.v, kept.v);
  tell('$.entries', right.entries, kept.entries);
  tell('$.at', right.at, kept.at);
  tell('$.release', right.release, kept.release);
  if (kept.at === at) tell('$.due_at', right.dueAt, kept.dueAt);
  tell('$.digest', right.digest, kept.digest);
  const keptState = inPresentForm(kept.state);
  tellText('$.state', right.state, keptState, tell);
  // Spaces or another order mean the same, and are a change all the same: states are compared by their bytes.
  if (right.state !== keptState && findings.every(({ path }) => !path.startsWith('$.state')))
    tell('$.state', 'canonical JSON', 'the same in another form');
  tellText('$.summary', right.summary, kept.summary, tell);
  tellBalances(kept.state, balances, tell);
  return { findings, right };
}

/**
 * A sweep looks at once at who has lost his document, or whose clock was wrong, and sets it right. Nobody looks at who
 * is being loaded with history.
 */
function dueAtOf(kept: KeptDocument | null, at: number, next: number): number | null {
  if (kept === null || kept.at !== at || kept.dueAt === at) return at;
  return kept.dueAt === null ? null : next;
}

/** One that cannot be read is compared as it stands. */
function inPresentForm(state: string): string {
  try {
    return inPresentText(state);
  } catch {
    return state;
  }
}

type Tell = (path: string, expected: unknown, seen: unknown, part?: Finding['in']) => void;

function tellText(path: string, expected: string, seen: string, tell: Tell): void {
  if (expected === seen) return;
  const read = readJson(seen);
  if (read === undefined) return tell(path, 'JSON', seen);
  const differences = jsonDifferences(JSON.parse(expected), read, path);
  for (const difference of differences) tell(difference.path, difference.expected, difference.seen);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The ledger by itself, beside the fold that the state came from. */
function tellBalances(state: string, balances: Partial<Balances>, tell: Tell): void {
  const read = readJson(state);
  for (const [field, account] of Object.entries(ACCOUNTS)) {
    const seen = pointsIn(read, field);
    if (seen !== undefined) tell(`$.state.decisions.points.${field}`, balances[account] ?? 0, seen, 'ledger');
  }
  const onHold = pointsOnHold(pointsIn(read, 'holds'));
  tell('$.state.decisions.points.holds', balances.hold ?? 0, onHold, 'ledger');
}

function pointsOnHold(holds: unknown): number {
  if (!Array.isArray(holds)) return 0;
  return holds.reduce<number>((sum, hold: unknown) => {
    const amount: unknown =
      typeof hold === 'object' && hold !== null ? Reflect.get(hold, 'amount') : undefined;
    return sum + (typeof amount === 'number' ? amount : Number.NaN);
  }, 0);
}

const ACCOUNTS = { balance: 'customer', pending: 'pending' } as const;

function pointsIn(state: unknown, field: string): unknown {
  return ['decisions', 'points', field].reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    state,
  );
}
