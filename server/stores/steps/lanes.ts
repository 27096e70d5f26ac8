import type { Input } from '../../../engine/model.ts';
import type { DecideStep, Outcome } from '../store.ts';

/** What an input came to: an outcome, or what was thrown on its way. */
export type Result = Outcome | { readonly id: string; readonly thrown: unknown };

/** An input that waits for its step, with who waits for it. */
export interface Waiting {
  readonly input: Input;
  readonly decide: DecideStep;
  readonly occurredAt: number;
  /** The body as JSON; made once, for its size and for the journal. */
  readonly body: string;
  readonly settle: (result: Result) => void;
}

/** What one customer's next step takes. */
export interface Group {
  readonly customer: string;
  readonly decide: DecideStep;
  readonly members: readonly Waiting[];
  /** The same ids once more; they get what the member with their id comes to. */
  readonly copies: readonly Waiting[];
}

interface Lane {
  waiting: Waiting[];
  sorted: boolean;
}

export interface Lanes {
  add(waiting: Waiting): void;
  isEmpty(): boolean;
  /**
   * Takes the next batch out: at most one group a customer, customers in turn; empty while all that wait are in hand.
   * None of its customers and ids is taken
   * again before the batch is done.
   */
  takeBatch(mostInputs?: number): readonly Group[];
  done(groups: readonly Group[]): void;
  /** Puts back what a batch that is done has not come to. */
  giveBack(groups: readonly Group[]): void;
}

const INPUTS_A_BATCH = 1_000;
const INPUTS_A_STEP = 200;
const CHARACTERS_A_STEP = 256 * 1024;

export function waitingFor(input: Input, decide: DecideStep, settle: (result: Result) => void): Waiting {
  const occurredAt = input.kind === 'event' ? Date.parse(input.body.occurred_at) : NaN;
  return {
    input,
    decide,
    occurredAt: Number.isNaN(occurredAt) ? -Infinity : occurredAt,
    body: JSON.stringify(input.body),
    settle,
  };
}

/** One lane a customer: whatever waits for the same customer is decided together and in order. */
export function createLanes(): Lanes {
  const lanes = new Map<string, Lane>();
  const customersInHand = new Set<string>();
  const idsInHand = new Set<string>();

  function add(waiting: Waiting): void {
    const { customer } = waiting.input;
    const lane = lanes.get(customer);
    if (lane) {
      lane.waiting.push(waiting);
      lane.sorted = false;
    } else {
      lanes.set(customer, { waiting: [waiting], sorted: true });
    }
  }

  function takeBatch(mostInputs = INPUTS_A_BATCH): readonly Group[] {
    const groups: Group[] = [];
    const rests: [string, Lane][] = [];
    let room = mostInputs;
    for (const [customer, lane] of lanes) {
      if (room === 0) break;
      if (customersInHand.has(customer)) continue;
      lanes.delete(customer);
      const { group, rest } = takeStep(customer, lane, Math.min(room, INPUTS_A_STEP), idsInHand);
      if (group) groups.push(group);
      if (rest.length > 0) rests.push([customer, { waiting: rest, sorted: true }]);
      room -= group?.members.length ?? 0;
    }
    // Behind everybody else: a customer with much to do must not hold up those with little.
    for (const [customer, lane] of rests) lanes.set(customer, lane);
    for (const group of groups) customersInHand.add(group.customer);
    return groups;
  }

  return {
    add,
    isEmpty: () => lanes.size === 0,
    takeBatch,
    done(groups) {
      for (const { customer, members } of groups) {
        customersInHand.delete(customer);
        for (const { input } of members) idsInHand.delete(input.id);
      }
    },
    giveBack: groups => groups.forEach(group => [...group.members, ...group.copies].forEach(add)),
  };
}

/**
 * Takes what one step may hold out of a lane. An id that another customer's group has in hand waits for a
 * later batch, where the journal knows it.
 */
function takeStep(
  customer: string,
  lane: Lane,
  room: number,
  ids: Set<string>,
): { readonly group: Group | null; readonly rest: Waiting[] } {
  if (!lane.sorted) lane.waiting.sort(inOrder);
  const members = new Map<string, Waiting>();
  const copies: Waiting[] = [];
  const rest: Waiting[] = [];
  const decide = lane.waiting[0]?.decide;
  let characters = 0;
  let full = false;
  for (const waiting of lane.waiting) {
    const { id } = waiting.input;
    if (members.has(id)) {
      copies.push(waiting);
      continue;
    }
    const isNext = !full && waiting.decide === decide && !ids.has(id);
    if (isNext && members.size > 0) {
      full = members.size === room || characters + waiting.body.length > CHARACTERS_A_STEP;
    }
    if (isNext && !full) {
      members.set(id, waiting);
      ids.add(id);
      characters += waiting.body.length;
    } else rest.push(waiting);
  }
  if (!decide || members.size === 0) return { group: null, rest };
  return { group: { customer, decide, members: [...members.values()], copies }, rest };
}

function inOrder(a: Waiting, b: Waiting): number {
  if (a.input.at !== b.input.at) return a.input.at - b.input.at;
  if (a.occurredAt !== b.occurredAt) return a.occurredAt < b.occurredAt ? -1 : 1;
  return a.input.id < b.input.id ? -1 : a.input.id > b.input.id ? 1 : 0;
}
