import { expect, it } from 'vitest';
import { compileFiles, renderDiagnostics } from '../../../dsl/index.ts';
import { createCustomer, eventInput } from '../../support/one-customer.ts';

const files = [
  {
    path: 'rules.yaml',
    text: `kind: event
id: usage.data
name: Data
source_types: [cdr]
unit: MB
---
kind: campaign
id: spring
name: Spring
webhook: hub
trigger: usage.data
from: 2026-03-01
until: 2026-03-02
---
kind: policy
id: policy
name: Policy
time: { zone: Africa/Nairobi }
`,
  },
];

it.each([
  ['2026-02-28T20:59:00Z', 0],
  ['2026-02-28T21:00:00Z', 1],
  ['2026-03-02T20:59:00Z', 1],
  ['2026-03-02T21:00:00Z', 0],
])('a campaign runs from its first day to its last on the customer’s own clock: %s', (time, times) => {
  const { program, diagnostics } = compileFiles(files);
  if (program === undefined) throw new Error(renderDiagnostics(diagnostics, files));
  const effects = createCustomer(program).take(eventInput('usage.data', Date.parse(time), { value: 1 }));
  expect(effects.filter(({ kind }) => kind === 'campaign_triggered')).toHaveLength(times);
});
