import { describe, expect, it } from 'vitest';
import { compileFiles, renderDiagnostics } from '../../../dsl/index.ts';
import { createCustomer, eventInput } from '../../support/one-customer.ts';

const START = Date.parse('2026-03-02T08:00:00Z');

const rules = (trigger: string): string => `kind: event
id: usage.data
name: Data
source_types: [cdr]
unit: MB
required: [roaming]
attributes: { roaming: boolean }
---
kind: event
id: usage.voice
name: Voice
source_types: [cdr]
unit: min
required: [roaming]
attributes: { roaming: boolean }
---
kind: event
id: recharge.completed
name: Recharge
source_types: [billing]
unit: money
attributes: { channel: text }
---
kind: event
id: payment
name: Payment
unit: money
attributes: { method: text }
of:
  recharge.completed: { where: value > 2, method: channel }
---
kind: campaign
id: news
name: News
webhook: hub
trigger: ${trigger}
---
kind: policy
id: policy
name: Policy
time: { zone: UTC }
`;

function compiled(trigger: string) {
  const files = [{ path: 'rules.yaml', text: rules(trigger) }];
  return { ...compileFiles(files), files };
}

/** Which of the events set the campaign off. */
function heard(trigger: string, events: readonly (readonly [string, object])[]): readonly string[] {
  const { program, diagnostics, files } = compiled(trigger);
  if (program === undefined) throw new Error(renderDiagnostics(diagnostics, files));
  const customer = createCustomer(program);
  return events.flatMap(([type, rest], index) => {
    const effects = customer.take(eventInput(type, START + index * 60_000, rest));
    return effects.some(({ kind }) => kind === 'campaign_triggered') ? [`${type} ${index + 1}`] : [];
  });
}

const EVENTS = [
  ['usage.data', { value: 1, attributes: { roaming: true } }],
  ['usage.voice', { value: 1, attributes: { roaming: true } }],
  ['usage.voice', { value: 1, attributes: { roaming: false } }],
  ['recharge.completed', { value: 1, attributes: { channel: 'card' } }],
  ['recharge.completed', { value: 5, attributes: { channel: 'card' } }],
  ['recharge.completed', { value: 5, attributes: { channel: 'wallet' } }],
  ['recharge.completed', { value: 5, attributes: {} }],
] as const;

describe('what sets a campaign off', () => {
  it.each([
    ['an event', 'usage.data', ['usage.data 1']],
    ['an event that meets a condition', 'usage.voice where roaming', ['usage.voice 2']],
    ['a family', 'usage', ['usage.data 1', 'usage.voice 2', 'usage.voice 3']],
    ['a family under a condition', 'usage where roaming', ['usage.data 1', 'usage.voice 2']],
    ['a derived stream', 'payment', ['recharge.completed 5', 'recharge.completed 6', 'recharge.completed 7']],
    ['a derived stream under a condition', 'payment where method = "card"', ['recharge.completed 5']],
  ])('can be %s', (_, trigger, expected) => {
    expect(heard(trigger, EVENTS)).toEqual(expected);
  });

  it.each([
    ['usagee.data', 'name-unknown-event'],
    ['usage where roming', 'name-unknown'],
    ['usage where', 'expression-syntax'],
  ])('is told once where it is faulty: %s', (trigger, code) => {
    expect(compiled(trigger).diagnostics.map(problem => problem.code)).toEqual([code]);
  });
});
