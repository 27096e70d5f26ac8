import type { Effect, Entry, LedgerLine } from '../../../engine/model.ts';
import { shown } from './finding.ts';
import type { Finding } from './finding.ts';

type Posting = Extract<Effect, { kind: 'points_posted' }>;

/** What a customer's postings add up to, by account. */
export type Balances = Readonly<Record<LedgerLine['account'], number>>;

/** A customer's postings by themselves: each sums to zero, each cause is posted once, and all are whole points. */
export function checkLedger(
  customer: string,
  entries: readonly Entry[],
): { readonly findings: readonly Finding[]; readonly balances: Partial<Balances> } {
  const findings: Finding[] = [];
  const balances: Partial<Record<LedgerLine['account'], number>> = {};
  const keys = new Set<string>();
  for (const entry of entries) {
    entry.effects.forEach((effect, index) => {
      if (effect.kind !== 'points_posted') return;
      const tell = (path: string, expected: string, seen: unknown): void => {
        const at = `$.effects[${index}]${path}`;
        findings.push({ customer, in: 'ledger', entry: entry.id, path: at, expected, seen: shown(seen) });
      };
      if (keys.has(effect.posting_key))
        tell('.posting_key', 'a cause that was not posted before', effect.posting_key);
      keys.add(effect.posting_key);
      const sum = sumOf(effect);
      if (sum !== 0) tell('.lines', 'lines that sum to zero', sum);
      for (const { account, amount } of effect.lines) {
        if (!Number.isSafeInteger(amount)) tell('.lines', 'whole points', amount);
        balances[account] = (balances[account] ?? 0) + amount;
      }
    });
  }
  return { findings, balances };
}

function sumOf({ lines }: Posting): number {
  return lines.reduce((sum, { amount }) => sum + amount, 0);
}
