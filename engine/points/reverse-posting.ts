import { localDay } from '../calendar/zone.ts';
import { formatInstant, formatValue, plain } from '../explain/format-value.ts';
import type { Json, PointsCommand, PointsPosting } from '../model.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import { postingsIn } from './posted.ts';
import type { PostedEntry } from './posted.ts';
import { givingBack, takingBack } from './postings.ts';
import { standingOf } from './standing.ts';

type Reverse = Extract<PointsCommand, { readonly do: 'reverse' }>;

/** How a posting is reversed, by its cause; what is not here moved points inside the customer's account only. */
const REVERSED: Readonly<Partial<Record<PointsPosting['cause'], typeof giveBack>>> = {
  redemption: giveBack,
  capture: giveBack,
  mission: takeBack,
};

/** Reverses a redemption, a capture or an earning, whole or in part, once. */
export function reversePosting(step: CustomerStep, command: Reverse, before: readonly PostedEntry[]): Json {
  const all = postingsIn(before);
  const original = all.find(({ posting }) => isNamed(posting, command.posting))?.posting;
  if (original === undefined) {
    const detail = `the customer has no redemption, capture or earning ${command.posting}`;
    return { ok: false, code: 'not_found', detail };
  }
  const reverse = REVERSED[original.cause];
  if (reverse === undefined) {
    const detail = `${original.posting_key} cannot be reversed: only redemptions, captures and earnings can`;
    return { ok: false, code: 'invalid', detail };
  }
  const earlier = all.find(({ posting }) => isReversalOf(posting, original));
  if (earlier !== undefined) {
    const amount = Math.abs(earlier.posting.amount);
    const were = amount === 1 ? 'was' : 'were';
    const when = formatInstant(earlier.at, step.facts.kept.zone);
    const detail = `${formatValue(amount, 'points')} of ${original.posting_key} ${were} reversed already, at ${when}`;
    return { ok: false, code: 'conflict', detail };
  }
  const whole = Math.abs(original.amount);
  const amount = command.amount ?? whole;
  if (amount > whole) {
    const detail = `${original.posting_key} is about ${formatValue(whole, 'points')} only, of ${plain(amount)} that are to be reversed`;
    return { ok: false, code: 'conflict', detail, reversible: whole };
  }
  return reverse(step, original, amount, command.reason);
}

/** By its key, or by the id in it (`r_…`, `h_…`, `m_…`). */
function isNamed({ posting_key: key, cause }: PointsPosting, name: string): boolean {
  return key === name || (REVERSED[cause] !== undefined && key === `${cause}:${name}`);
}

function isReversalOf(posting: PointsPosting, { posting_key: key }: PointsPosting): boolean {
  // Those of missions that an event's reversal took back did not always say what they were of.
  return posting.of === key || `mission:${posting.posting_key.replace(/^reversal:/, '')}` === key;
}

function giveBack(step: CustomerStep, { posting_key }: PointsPosting, amount: number, reason: string): Json {
  // As if they were earned today, so that nobody loses points by a mistake of others.
  const lot = localDay(step.facts.kept.zone, step.at) + step.prepared.policy.points.expireDays;
  return done(step, givingBack(posting_key, amount, lot, reason));
}

function takeBack(step: CustomerStep, { posting_key }: PointsPosting, amount: number, reason: string): Json {
  const { points } = step.decisions;
  const isPending = points.held.some(([key]) => key === posting_key);
  const { available } = standingOf(points);
  if (!isPending && amount > available && step.prepared.policy.points.onReversal === 'keep') {
    const detail = `only ${plain(available)} points are available, and the policy lets customers keep what they have spent`;
    return { ok: false, code: 'conflict', detail, available };
  }
  const from = isPending ? 'pending' : 'customer';
  return done(step, takingBack(`reversal:${posting_key}`, posting_key, amount, from, reason));
}

function done(step: CustomerStep, posting: PointsPosting): Json {
  step.emit(posting);
  const { posting_key, of = '', amount } = posting;
  const standing = standingOf(step.decisions.points);
  return { ok: true, posting_key, reversed: of, amount: Math.abs(amount), ...standing };
}
