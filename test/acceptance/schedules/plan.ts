import { createRandom } from '../../../server/demo/random.ts';
import type { Random } from '../../../server/demo/random.ts';

/** What happens to a few customers, when and through which nodes: a function of its seed, and of nothing else. */
export interface Schedule {
  readonly seed: number;
  readonly customers: readonly string[];
  /** Who is erased while others, and he himself, go on; null: nobody. */
  readonly erased: string | null;
  readonly events: readonly PlannedEvent[];
  readonly operations: readonly Operation[];
}

export interface PlannedEvent {
  readonly id: string;
  readonly customer: string;
  readonly kind: 'data' | 'recharge';
  /** kB of data, or money; absent where a reversal takes back the whole. */
  readonly amount?: number;
  readonly digital: boolean;
  /** How long before it is first sent it happened, in ms of the nodes' clock. */
  readonly ageMs: number;
  /** Id of the event that this one takes back, whole or in part. */
  readonly reverses?: string;
}

/** How a request reaches the nodes: all of `nodes` get it at once; who hangs up never reads the answer. */
interface Sent {
  /** Real ms after the schedule's start. */
  readonly after: number;
  readonly nodes: readonly number[];
  readonly hangUpAfter?: number;
}

export type Operation = Sent &
  (
    | {
        readonly kind: 'events';
        readonly form: 'single' | 'array' | 'lines';
        readonly events: readonly PlannedEvent[];
      }
    | {
        readonly kind: 'command';
        readonly path: string;
        readonly customer: string;
        readonly key: string;
        readonly body: Readonly<Record<string, string | number | boolean>>;
        /** Which of the things that it needs it means, of those that there are when it is first sent. */
        readonly means?: Means;
      }
    | { readonly kind: 'look'; readonly customer: string }
    | { readonly kind: 'publish'; readonly variant: number }
    | { readonly kind: 'erase'; readonly customer: string }
  );

/** A field of a command, and of which earlier answers to the same customer it takes its value. */
export interface Means {
  readonly field: 'hold_id' | 'posting_key';
  readonly from: 'hold_id' | 'posting_key';
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Operations begin within this time, at random moments, so that many are under way at once. */
const SPREAD_MS = 900;

/** Missions and badges of the rules of both kinds, by number. */
const MISSION_NUMBERS = 7;
const BADGES = ['data_champion', 'achiever', 'mission_champion'] as const;
const LEVELS = ['bronze', 'silver', 'gold'] as const;

export function planSchedule(seed: number, nodes: number): Schedule {
  const random = createRandom(seed, 0x5ced);
  const customers = Array.from({ length: random.integer(2, 4) }, (_, n) => `s${seed}-${n}`);
  const events = planEvents(random, seed, customers);
  const erased = random.chance(0.2) ? (customers.at(-1) ?? null) : null;
  const operations: readonly Operation[] = [
    ...(erased === null ? [] : [{ kind: 'erase', customer: erased, ...sent(random, nodes) } as const]),
    ...planSending(random, events, nodes),
    ...planCommands(random, seed, customers, nodes),
    ...planLooks(random, customers, nodes),
    ...(random.chance(0.3)
      ? [{ kind: 'publish', variant: random.integer(0, 3), ...sent(random, nodes) } as const]
      : []),
  ].sort((a, b) => a.after - b.after);
  return { seed, customers, erased, events, operations };
}

function planEvents(random: Random, seed: number, customers: readonly string[]): readonly PlannedEvent[] {
  const events: PlannedEvent[] = [];
  const count = random.integer(8, 30);
  for (let n = 0; n < count; n += 1) {
    const kind = random.chance(0.65) ? 'data' : 'recharge';
    const amount = kind === 'data' ? random.integer(1, 300) * 1_000 : random.integer(1, 40) / 2;
    const original: PlannedEvent = {
      id: `s${seed}-e${n}`,
      customer: random.pick([customers[0] ?? '', ...customers]),
      kind,
      amount,
      digital: random.chance(0.5),
      ageMs: ageOf(random),
    };
    events.push(original);
    const reversals = random.chance(0.15) ? random.integer(1, 2) : 0;
    for (let again = 0; again < reversals; again += 1)
      events.push(reversalOf(random, original, amount, again));
  }
  return events;
}

/** Most events are told at once, some hours late, and some days late, beyond what missions wait for. */
function ageOf(random: Random): number {
  if (random.chance(0.6)) return random.integer(0, 10) * 60_000;
  return random.chance(0.6) ? random.integer(1, 20) * HOUR : random.integer(1, 6) * DAY;
}

function reversalOf(random: Random, original: PlannedEvent, amount: number, again: number): PlannedEvent {
  const { amount: _whole, ...rest } = original;
  return {
    ...rest,
    id: `${original.id}-r${again}`,
    reverses: original.id,
    ageMs: random.integer(0, 5) * 60_000,
    ...(random.chance(0.5)
      ? { amount: original.kind === 'data' ? Math.ceil(amount / 2_000) * 1_000 : amount / 2 }
      : {}),
  };
}

/** Every event is sent at least once, in any order; many are sent again, alone or with others, to other nodes too. */
function planSending(random: Random, events: readonly PlannedEvent[], nodes: number): readonly Operation[] {
  const waiting = shuffled(random, [...events, ...events.filter(() => random.chance(0.4))]);
  const operations: Operation[] = [];
  while (waiting.length > 0) {
    const form = random.pick(['single', 'single', 'array', 'lines'] as const);
    const some = waiting.splice(0, form === 'single' ? 1 : random.integer(1, 12));
    operations.push({ kind: 'events', form, events: some, ...sent(random, nodes) });
  }
  return operations;
}

function planCommands(
  random: Random,
  seed: number,
  customers: readonly string[],
  nodes: number,
): readonly Operation[] {
  return Array.from({ length: random.integer(6, 18) }, (_, n) => {
    const customer = random.pick([customers[0] ?? '', ...customers]);
    const { path, body, means } = random.pick(COMMANDS)(random);
    return {
      ...(means === undefined ? {} : { means }),
      kind: 'command',
      path,
      customer,
      key: `s${seed}-k${n}`,
      body: { customer_id: customer, ...body },
      ...sent(random, nodes),
    };
  });
}

interface PlannedCommand {
  readonly path: string;
  readonly body: Readonly<Record<string, string | number | boolean>>;
  readonly means?: Means;
}

const generate = (random: Random): PlannedCommand => ({
  path: 'missions/generate-for-customer/',
  body: { force_regenerate: random.chance(0.4) },
});
const progress = (random: Random): PlannedCommand => ({
  path: 'missionProgress/',
  body: {
    mission: random.integer(1, MISSION_NUMBERS),
    current_value: random.integer(10, 120),
    target_value: 100,
  },
});
const award = (random: Random): PlannedCommand => ({
  path: random.pick(['badges/award/', 'badges/award/', 'badges/revoke/']),
  body: { badge_id: `${random.pick(BADGES)}:${random.pick(LEVELS)}`, reason: 'as planned' },
});

const redeem = (random: Random): PlannedCommand => ({
  path: 'points/redeem/',
  body: { amount: random.integer(1, 60), reason: 'as planned' },
});
const hold = (random: Random): PlannedCommand => ({
  path: 'points/hold/',
  body: { amount: random.integer(1, 60), reason: 'as planned', expires_in: random.integer(1, 5) * 86_400 },
});
const endHold = (random: Random): PlannedCommand => ({
  path: random.pick(['points/capture/', 'points/release/']),
  body: {},
  means: { field: 'hold_id', from: 'hold_id' },
});
const reverse = (random: Random): PlannedCommand => ({
  path: 'points/reverse/',
  body: { reason: 'as planned', ...(random.chance(0.5) ? { amount: random.integer(1, 20) } : {}) },
  means: { field: 'posting_key', from: 'posting_key' },
});

const COMMANDS: readonly [typeof generate, ...(typeof generate)[]] = [
  generate,
  generate,
  progress,
  progress,
  award,
  () => ({ path: 'badges/check-and-award/', body: {} }),
  redeem,
  redeem,
  hold,
  endHold,
  reverse,
];

function planLooks(random: Random, customers: readonly string[], nodes: number): readonly Operation[] {
  return Array.from({ length: random.integer(1, 4) }, () => ({
    kind: 'look',
    customer: random.pick([customers[0] ?? '', ...customers]),
    ...sent(random, nodes),
  }));
}

function sent(random: Random, nodes: number): Sent {
  const order = shuffled(
    random,
    Array.from({ length: nodes }, (_, node) => node),
  );
  return {
    after: random.integer(0, SPREAD_MS),
    nodes: order.slice(0, random.chance(0.35) ? random.integer(2, nodes) : 1),
    ...(random.chance(0.1) ? { hangUpAfter: random.integer(0, 12) } : {}),
  };
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map(item => ({ item, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
