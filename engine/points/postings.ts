import type { LedgerLine, PointsPosting, PostingCause } from '../model.ts';
import type { PointsHold } from '../state.ts';

/**
 * Double-entry postings; every one sums to zero. `customer` is what can be spent, `pending` what is held back, `hold`
 * what others have set aside, `expense` what the programme paid out, `liability` what it owes for redemptions,
 * `breakage` what expired unspent. The posting key names the cause once and for all: the same cause cannot be posted
 * twice.
 */
export function earning(key: string, amount: number, lot: number): PointsPosting {
  return posting(key, 'mission', amount, transfer('expense', 'customer', amount), { lot });
}

export function heldEarning(key: string, amount: number, due: number): PointsPosting {
  return posting(key, 'mission', amount, transfer('expense', 'pending', amount), { due });
}

export function releasing(key: string, held: string, amount: number, lot: number): PointsPosting {
  return posting(key, 'release', amount, transfer('pending', 'customer', amount), { lot, releases: held });
}

export function expiring(key: string, amount: number): PointsPosting {
  return posting(key, 'expiry', -amount, transfer('customer', 'breakage', amount), {});
}

/** Takes the earning `of` back, from where it now is; the balance may go below zero. */
export function takingBack(
  key: string,
  of: string,
  amount: number,
  from: 'customer' | 'pending',
  reason?: string,
): PointsPosting {
  const rest = { ...(from === 'pending' ? { releases: of } : {}), of, ...given(reason) };
  return posting(key, 'reversal', -amount, transfer(from, 'expense', amount), rest);
}

export function redeeming(id: string, amount: number, reason: string): PointsPosting {
  const lines = transfer('customer', 'liability', amount);
  return posting(`redemption:${id}`, 'redemption', -amount, lines, { reason });
}

export function holding(hold: string, amount: number, expires_at: number, reason: string): PointsPosting {
  const lines = transfer('customer', 'hold', amount);
  return posting(`hold:${hold}`, 'hold', -amount, lines, { hold, expires_at, reason });
}

export function capturing(hold: PointsHold, amount: number, reason = hold.reason): PointsPosting {
  const lines = transfer('hold', 'liability', amount);
  return posting(`capture:${hold.id}`, 'capture', -amount, lines, { hold: hold.id, reason });
}

/** All that is left of a hold, back into the lots it came from; those whose day has come expire on `today` + 1. */
export function freeing(
  hold: PointsHold,
  cause: 'hold_release' | 'hold_expiry',
  today: number,
  reason = hold.reason,
): PointsPosting {
  const { id, amount } = hold;
  const lines = transfer('hold', 'customer', amount);
  return posting(`release:${id}`, cause, amount, lines, { hold: id, lot: today + 1, reason });
}

/** Gives points back that were redeemed or captured, as points that come in anew. */
export function givingBack(of: string, amount: number, lot: number, reason: string): PointsPosting {
  return posting(`reversal:${of}`, 'reversal', amount, transfer('liability', 'customer', amount), {
    lot,
    of,
    reason,
  });
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

function given(reason: string | undefined): { readonly reason?: string } {
  return reason === undefined ? {} : { reason };
}

type Rest = Omit<PointsPosting, 'kind' | 'posting_key' | 'cause' | 'amount' | 'lines'>;

function posting(
  posting_key: string,
  cause: PostingCause,
  amount: number,
  lines: readonly LedgerLine[],
  rest: Rest,
): PointsPosting {
  return { kind: 'points_posted', posting_key, cause, amount, lines, ...rest };
}
