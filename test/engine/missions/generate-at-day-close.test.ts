import { describe, expect, it } from 'vitest';
import type { Effect, Input } from '../../../engine/index.ts';
import { demoRecords } from '../../../server/demo/index.ts';
import { defaultProgram } from '../../support/default-rules.ts';
import { demoInputs } from '../../support/demo-inputs.ts';
import { createCustomer } from '../../support/one-customer.ts';

const DAY = 86_400_000;
const DAYS = 25;
const END = Date.parse('2026-06-30T21:00:00Z');

/** What the day closes gave, and what was given to those who asked for all right after each of them. */
function givenTo(inputs: readonly Input[]): { readonly atClose: number; readonly onRequest: number } {
  const customer = createCustomer(defaultProgram(), inputs[0]?.customer);
  let [atClose, onRequest] = [0, 0];
  for (let midnight = END - DAYS * DAY; midnight <= END; midnight += DAY) {
    const today = inputs.filter(({ at }) => at >= midnight - DAY && at < midnight);
    if (today.length > 0) customer.take(...today);
    if (customer.snapshot === null) continue;
    atClose += missionsIn(customer.take(inputAt(midnight, { kind: 'tick', body: null })));
    const ask = { do: 'generate', max_missions: 5, force_regenerate: false } as const;
    onRequest += missionsIn(customer.take(inputAt(midnight, { kind: 'command', body: ask })));
  }
  return { atClose, onRequest };

  function inputAt(at: number, what: Pick<Input, 'kind' | 'body'>): Input {
    return { ...what, id: `${what.kind}:${at}`, customer: inputs[0]?.customer, at, bodyHash: '' } as Input;
  }
}

function missionsIn(effects: readonly Effect[]): number {
  return effects.filter(({ kind }) => kind === 'mission_assigned').length;
}

describe("a day's close", () => {
  it('gives every mission that a full look at all templates gives', () => {
    const program = defaultProgram();
    const inputs = demoInputs(
      demoRecords({ customers: 6, days: DAYS, seed: 3, zone: program.policy.time.zone }, END),
      program,
    );
    const customers = [...new Set(inputs.map(({ customer }) => customer))];
    const given = customers.map(id => givenTo(inputs.filter(({ customer }) => customer === id)));
    expect(given.reduce((sum, { atClose }) => sum + atClose, 0)).toBeGreaterThan(10);
    expect(given.map(({ onRequest }) => onRequest)).toEqual(customers.map(() => 0));
  });
});
