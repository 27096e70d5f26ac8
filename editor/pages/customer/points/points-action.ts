import type { LedgerEntry, PointsHold } from '../../../api/customer-types.ts';
import { counted, formatCount } from '../../../components/format.ts';

/** What a person is about to do with a customer's points. */
export type PointsAction =
  | { readonly kind: 'redeem' | 'hold'; readonly available: number }
  | { readonly kind: 'capture' | 'release'; readonly hold: PointsHold }
  | { readonly kind: 'reverse'; readonly entry: LedgerEntry };

export interface PointsForm {
  readonly title: string;
  readonly note: string;
  readonly button: string;
  /** The most that the amount may be; what is meant where nothing is entered, unless that must be. */
  readonly most: number;
  /** An amount must be entered, may be, or is none of one's business. */
  readonly amount: 'needed' | 'optional' | 'none';
  readonly reason: 'needed' | 'optional';
}

/** The words of the form, and what it asks for. */
export function formOf(action: PointsAction): PointsForm {
  switch (action.kind) {
    case 'redeem': {
      const note = `${counted(action.available, 'point')} can be spent.`;
      return { ...SPENDING, title: 'Redeem points', note, button: 'Redeem', most: action.available };
    }
    case 'hold': {
      const note = `${counted(action.available, 'point')} can be set aside. They are free again after a day.`;
      return {
        ...SPENDING,
        title: 'Put points on hold',
        note,
        button: 'Put on hold',
        most: action.available,
      };
    }
    case 'capture': {
      const { amount: most, reason: what } = action.hold;
      const note = `Spends what is on hold for “${what}”; what is left of it is free again.`;
      return {
        title: 'Capture points',
        note,
        button: 'Capture',
        most,
        amount: 'optional',
        reason: 'optional',
      };
    }
    case 'release': {
      const { amount: most, reason: what } = action.hold;
      const note = `The ${formatCount(most)} on hold for “${what}” are free again.`;
      return { title: 'Release points', note, button: 'Release', most, amount: 'none', reason: 'optional' };
    }
    case 'reverse': {
      const most = Math.abs(action.entry.amount);
      const earned = action.entry.cause === 'mission';
      const note = earned
        ? 'Takes points back that were earned; the balance may fall below zero. The mission stays completed and goes on counting for the tier: only taking back its events changes that.'
        : 'Gives points back that were spent, as if they were earned today.';
      return {
        title: 'Reverse a posting',
        note,
        button: 'Reverse',
        most,
        amount: 'optional',
        reason: 'needed',
      };
    }
  }
}

const SPENDING = { amount: 'needed', reason: 'needed' } as const;

/** What is sent: under `points/`, with a body but for the customer. */
export function requestOf(
  action: PointsAction,
  entered: { readonly amount: string; readonly reason: string },
): { readonly path: string; readonly body: Readonly<Record<string, string | number>> } {
  const reason = entered.reason.trim();
  const what = {
    ...(entered.amount === '' ? {} : { amount: Number(entered.amount) }),
    ...(reason === '' ? {} : { reason }),
  };
  const path = `points/${action.kind}/`;
  if ('hold' in action) return { path, body: { hold_id: action.hold.hold_id, ...what } };
  if ('entry' in action) return { path, body: { posting_key: action.entry.posting_key, ...what } };
  return { path, body: what };
}
