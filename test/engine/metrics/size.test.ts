import { expect, it } from 'vitest';
import {
  compileKeepers,
  emptyFacts,
  foldEvent,
  printFacts,
  pruneFacts,
  seenEvent,
} from '../../../engine/metrics/index.ts';
import type { Facts } from '../../../engine/metrics/index.ts';
import { demoRecords } from '../../../server/demo/index.ts';
import { defaultProgram } from '../../support/default-rules.ts';
import { demoInputs } from '../../support/demo-inputs.ts';

const END = Date.UTC(2026, 9, 15, 10);

it('half of the usual customers’ facts take under 4 KB after 90 days of the default rules', () => {
  const program = defaultProgram();
  const { zone } = program.policy.time;
  const keepers = compileKeepers(program.manifest, program.policy.time);
  const customers = new Map<string, Facts>();
  for (const { id, body, at } of demoInputs(
    demoRecords({ customers: 40, days: 90, seed: 7, zone }, END),
    program,
  )) {
    const type = body !== null && 'event_type' in body ? program.events[body.event_type] : undefined;
    if (body === null || !('event_type' in body) || type === undefined) continue;
    const facts = customers.get(body.customer_id) ?? emptyFacts(zone);
    customers.set(body.customer_id, facts);
    foldEvent(facts, keepers, seenEvent(id, body, type), at);
  }
  const sizes = [...customers.values()].map(facts => {
    pruneFacts(facts, keepers, END);
    return printFacts(facts).length;
  });
  const median = sizes.sort((a, b) => a - b)[sizes.length >> 1] ?? 0;
  expect(sizes.length).toBe(40);
  expect(median).toBeGreaterThan(1_000);
  expect(median).toBeLessThan(4_096);
});
