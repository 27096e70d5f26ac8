import { sha256Hex } from '../../dsl/compile/keys.ts';
import { localDay } from '../calendar/zone.ts';
import { formatInstant, plain } from '../explain/format-value.ts';
import type { Json, PointsCommand, PointsPosting } from '../model.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import type { PointsHold } from '../state.ts';
import { capturing, freeing, holding, redeeming } from './postings.ts';
import { reversePosting } from './reverse-posting.ts';
import { postingsIn } from './posted.ts';
import type { PostedEntry } from './posted.ts';
import { standingOf } from './standing.ts';

/** Nobody has, or redeems, more points than this at once: beyond it, it is a slip of the hand. */
export const MOST_POINTS = 1_000_000_000;

/** Every hold stands in the customer's state, so that there must be an end to them. */
const MOST_HOLDS = 50;

type CommandOf<Do extends PointsCommand['do']> = Extract<PointsCommand, { readonly do: Do }>;

/** Whether the command can be answered only by who knows what was posted before. */
export function readsPostings({ decisions }: CustomerStep, command: PointsCommand): boolean {
  switch (command.do) {
    case 'redeem':
    case 'hold':
      return false;
    case 'capture':
    case 'release':
      return !decisions.points.holds?.some(({ id }) => id === command.hold);
    case 'reverse':
      return true;
  }
}

/**
 * Carries out what is asked of the customer's points. `input`: the command's id, of which ids are made. `before`: the
 * entries so far, where `readsPostings` asks for them.
 */
export function runPointsCommand(
  step: CustomerStep,
  input: string,
  command: PointsCommand,
  before: readonly PostedEntry[],
): Json {
  const amount = 'amount' in command ? command.amount : undefined;
  if (amount !== undefined && !isAmount(amount)) {
    const detail = `points are whole numbers from 1 to ${plain(MOST_POINTS)}`;
    return { ok: false, code: 'invalid', detail };
  }
  switch (command.do) {
    case 'redeem':
      return redeem(step, pointsId('r', step.customer, input), command);
    case 'hold':
      return hold(step, pointsId('h', step.customer, input), command);
    case 'capture':
      return capture(step, command, before);
    case 'release':
      return release(step, command, before);
    case 'reverse':
      return reversePosting(step, command, before);
  }
}

/** The id of what a command makes, a redemption (`r`) or a hold (`h`): the same whoever works it out. */
export function pointsId(kind: 'r' | 'h', customer: string, input: string): string {
  return `${kind}_${sha256Hex(`${customer}|${input}`).slice(0, 16)}`;
}

function isAmount(amount: number): boolean {
  return Number.isInteger(amount) && amount >= 1 && amount <= MOST_POINTS;
}

function redeem(step: CustomerStep, id: string, { amount, reason }: CommandOf<'redeem'>): Json {
  const short = notEnough(step, amount);
  if (short !== null) return short;
  return posted(step, redeeming(id, amount, reason), { redemption_id: id, amount });
}

function hold(step: CustomerStep, id: string, { amount, reason, expires_in }: CommandOf<'hold'>): Json {
  const short = notEnough(step, amount);
  if (short !== null) return short;
  if ((step.decisions.points.holds?.length ?? 0) >= MOST_HOLDS) {
    const detail = `the customer has ${MOST_HOLDS} holds already: capture or release some first`;
    return { ok: false, code: 'conflict', detail };
  }
  const expiresAt = step.at + expires_in;
  const posting = holding(id, amount, expiresAt, reason);
  return posted(step, posting, { hold_id: id, amount, expires_at: expiresAt });
}

function capture(
  step: CustomerStep,
  { hold: id, amount: wanted, reason }: CommandOf<'capture'>,
  before: readonly PostedEntry[],
): Json {
  const open = openHold(step, id);
  if (open === undefined) return noOpenHold(step, id, before);
  const amount = wanted ?? open.amount;
  if (amount > open.amount) {
    const detail = `only ${plain(open.amount)} points are on hold, of ${plain(amount)} that are to be captured`;
    return { ok: false, code: 'conflict', detail, on_hold: open.amount };
  }
  const posting = capturing(open, amount, reason);
  step.emit(posting);
  const rest = openHold(step, id);
  if (rest !== undefined) step.emit(freeing(rest, 'hold_release', today(step)));
  return told(step, posting, { hold_id: id, amount, released: rest?.amount ?? 0 });
}

function release(
  step: CustomerStep,
  { hold: id, reason }: CommandOf<'release'>,
  before: readonly PostedEntry[],
): Json {
  const open = openHold(step, id);
  if (open === undefined) return noOpenHold(step, id, before);
  const posting = freeing(open, 'hold_release', today(step), reason);
  return posted(step, posting, { hold_id: id, amount: open.amount });
}

function posted(step: CustomerStep, posting: PointsPosting, what: Readonly<Record<string, Json>>): Json {
  step.emit(posting);
  return told(step, posting, what);
}

function told(
  step: CustomerStep,
  { posting_key }: PointsPosting,
  what: Readonly<Record<string, Json>>,
): Json {
  return { ok: true, posting_key, ...what, ...standingOf(step.decisions.points) };
}

/** The refusal of who wants more than there is; null: there is enough. */
function notEnough({ decisions }: CustomerStep, amount: number): Json {
  const { balance, available } = standingOf(decisions.points);
  if (amount <= available) return null;
  const detail =
    balance < 0
      ? `the balance is ${plain(balance)}, so that nothing is available until it is earned back`
      : `only ${plain(available)} points are available, of ${plain(amount)} that are asked for`;
  return { ok: false, code: 'conflict', detail, available };
}

function openHold({ decisions }: CustomerStep, id: string): PointsHold | undefined {
  return decisions.points.holds?.find(other => other.id === id);
}

const ENDINGS: Readonly<Partial<Record<PointsPosting['cause'], string>>> = {
  capture: 'captured',
  hold_release: 'released',
  hold_expiry: 'released when its time was over',
};

function noOpenHold({ facts }: CustomerStep, id: string, before: readonly PostedEntry[]): Json {
  for (const { posting, at } of postingsIn(before)) {
    const ending = ENDINGS[posting.cause];
    if (posting.hold !== id || ending === undefined) continue;
    const detail = `the hold ${id} was ${ending} at ${formatInstant(at, facts.kept.zone)}`;
    return { ok: false, code: 'conflict', detail };
  }
  return { ok: false, code: 'not_found', detail: `the customer has no hold ${id}` };
}

function today(step: CustomerStep): number {
  return localDay(step.facts.kept.zone, step.at);
}
