import fc from 'fast-check';
import { expect } from 'vitest';
import type { Keeper } from '../../../dsl/program/features.ts';
import type { Input } from '../../../engine/index.ts';
import { compileKeepers } from '../../../engine/metrics/compile-keepers.ts';
import type { parseState } from '../../../engine/state-text.ts';
import { programForAll } from '../../support/default-rules.ts';
import { eventInput } from '../../support/one-customer.ts';
import type { OneCustomer } from '../../support/one-customer.ts';

export const START = Date.parse('2026-03-02T00:00:00+03:00');
export const HOUR = 3_600_000;
export const DAYS = 45;
export const END = START + DAYS * 24 * HOUR;

export interface Happening {
  readonly hour: number;
  readonly type: number;
  readonly amount: number;
}

const TYPES: readonly (readonly [string, (amount: number) => Parameters<typeof eventInput>[2]])[] = [
  ['usage.data', amount => ({ value: amount * 1_000_000, attributes: { off_peak: amount % 3 === 0 } })],
  [
    'usage.voice',
    amount => ({ value: amount * 10, attributes: { direction: 'outgoing', on_net: amount % 2 === 0 } }),
  ],
  ['usage.sms', () => ({ value: 1, attributes: { direction: 'outgoing' } })],
  [
    'recharge.completed',
    amount => ({ value: amount / 8, attributes: { method: 'app', digital: amount % 2 === 0 } }),
  ],
  ['bundle.purchased', amount => ({ value: 2, attributes: { sku: `S${amount % 3}`, paid_from: 'balance' } })],
  ['bundle.depleted', amount => ({ attributes: { sku: `S${amount % 3}`, days_left: 4 } })],
  ['app.login', () => ({})],
  ['app.session', amount => ({ value: amount })],
  ['app.feature', amount => ({ attributes: { feature: `f${amount % 7}` } })],
  [
    'bill.paid',
    amount => ({
      value: 5,
      attributes: { on_time: amount % 4 !== 0, autopay: amount % 5 === 0, digital: true },
    }),
  ],
  ['call.dropped', () => ({})],
  ['complaint.filed', () => ({ attributes: { category: 'network' } })],
  ['ticket.resolved', () => ({ value: 2, attributes: { category: 'network' } })],
  [
    'attribute.changed',
    amount => ({ attributes: { name: 'payment_type', value: amount % 2 === 0 ? 'prepaid' : 'hybrid' } }),
  ],
];

export const happenings = fc.array(
  fc.record({
    hour: fc.integer({ min: 0, max: DAYS * 24 - 1 }),
    type: fc.integer({ min: 0, max: TYPES.length - 1 }),
    amount: fc.integer({ min: 1, max: 40 }),
  }),
  { minLength: 1, maxLength: 60 },
);

/** One event each, told at the time that `at` gives for when it happened. */
export function inputsOf(list: readonly Happening[], at: (occurredAt: number) => number): Input[] {
  return list.map(({ hour, type, amount }, index) => {
    const [name, rest] = TYPES[type] ?? ['app.login', () => ({})];
    const occurredAt = START + hour * HOUR + index;
    return eventInput(name, occurredAt, { ...rest(amount), event_id: `e${index}`, at: at(occurredAt) });
  });
}

export function scoresOf({ engine, snapshot }: OneCustomer): unknown {
  return engine.view(snapshot, 'customer-1', END).scores;
}

/** Facts of the customer’s own events: what the programme did is a decision, and depends on the order. */
export function withoutPlatform(state: ReturnType<typeof parseState> | undefined): string {
  const program = programForAll();
  const { byId } = compileKeepers(program.manifest, {
    weekStarts: 1,
    latenessMs: program.policy.time.latenessMs,
  });
  const platform = new Set(
    [...byId.values()].filter(({ keeper }) => isOfPlatform(keeper)).map(({ key }) => key),
  );
  expect(platform.size).toBeGreaterThan(0);
  return JSON.stringify(state?.facts, (key, value: unknown) => (platform.has(key) ? undefined : value));
}

function isOfPlatform(keeper: Keeper): boolean {
  const taps = keeper.kind === 'series' ? [keeper.tap] : keeper.taps;
  return taps.some(({ event }) => programForAll().events[event]?.sourceTypes.includes('cairn') === true);
}
