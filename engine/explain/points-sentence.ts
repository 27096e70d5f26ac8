import type { PointsPosting, PostingCause } from '../model.ts';
import { formatInstant, formatValue } from './format-value.ts';

type Tell = (posting: PointsPosting, zone: string) => string;

/** What happened to the points, by why it did. */
const TOLD: Readonly<Record<PostingCause, Tell>> = {
  mission: () => 'earned with a mission',
  expiry: () => 'expired',
  redemption: () => 'redeemed',
  operator: () => 'posted by an operator',
  reversal: ({ amount, reason }) => {
    if (amount > 0) return 'given back: what they were spent on was reversed';
    return reason === undefined ? 'taken back after a reversal' : 'taken back by hand';
  },
  release: () => 'no longer pending',
  hold: ({ expires_at }, zone) =>
    expires_at === undefined ? 'put on hold' : `put on hold until ${formatInstant(expires_at, zone)}`,
  capture: () => 'captured from a hold',
  hold_release: () => 'released from a hold',
  hold_expiry: () => 'released from a hold whose time was over',
};

/** What a posting did, in a sentence; a reason comes in the words of whoever gave it. */
export function pointsSentence(posting: PointsPosting, zone: string): string {
  const { amount, cause, reason } = posting;
  const points = formatValue(Math.abs(amount), 'points');
  return `${points} ${TOLD[cause](posting, zone)}${reason === undefined ? '' : ` (${reason})`}.`;
}
