import type { Effect, LedgerLine, PostingCause } from '../model.ts';

type Posting = Extract<Effect, { kind: 'points_posted' }>;

/**
 * Double-entry postings; every one sums to zero. `customer` is what can be spent, `pending` what is held back,
 * `expense` what the programme paid out, `liability` what it owes for redemptions, `breakage` what expired unspent.
 * The posting key names the cause once and for all: the same cause cannot be posted twice.
 */
export function earning(key: string, amount: number, lot: number): Posting {
  return posting(key, 'mission', amount, transfer('expense', 'customer', amount), { lot });
}

export function heldEarning(key: string, amount: number, due: number): Posting {
  return posting(key, 'mission', amount, transfer('expense', 'pending', amount), { due });
}

export function releasing(key: string, held: string, amount: number, lot: number): Posting {
  return posting(key, 'release', amount, transfer('pending', 'customer', amount), { lot, releases: held });
}

export function expiring(key: string, amount: number): Posting {
  return posting(key, 'expiry', -amount, transfer('customer', 'breakage', amount), {});
}

/** Takes an earning back, from where it now is; the balance may go below zero. */
export function takingBack(key: string, amount: number, from: 'customer' | 'pending', held: string): Posting {
  const releases = from === 'pending' ? { releases: held } : {};
  return posting(key, 'reversal', -amount, transfer(from, 'expense', amount), releases);
}

function transfer(
  from: LedgerLine['account'],
  to: LedgerLine['account'],
  amount: number,
): readonly LedgerLine[] {
  return [
    { account: from, amount: -amount },
    { account: to, amount },
  ];
}

function posting(
  posting_key: string,
  cause: PostingCause,
  amount: number,
  lines: readonly LedgerLine[],
  rest: { readonly lot?: number; readonly due?: number; readonly releases?: string },
): Posting {
  return { kind: 'points_posted', posting_key, cause, amount, lines, ...rest };
}
