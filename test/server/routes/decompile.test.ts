import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, takeIn } from '../support/fixtures.ts';
import { openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await openTestApp();
  await takeIn(server, call('ada', '2026-01-22T09:00:00Z', { duration: 90 }));
});
afterAll(() => server.close());

const decompile = (body: unknown) => server.post('rules/decompile/', body);

describe('JSONLogic', () => {
  it('of every badge is decompiled to the text that stands beside it', async () => {
    const { body } = await server.get('badges/');
    for (const { auto_award_rules, when } of body.results) {
      const answer = await decompile({ logic: auto_award_rules });
      expect([answer.status, answer.body.text]).toEqual([200, expect.any(String)]);
      expect([answer.body.exact, answer.body.logic]).toEqual([true, auto_award_rules]);
      expect(answer.body.text.length).toBeLessThan(when.length + 10);
    }
  });

  it('is told with what it compiles to, its type and the rules that it was checked against', async () => {
    const { body } = await decompile({ logic: { '+': [{ var: 'scores.risk' }, 1, 2] }, wanted: 'value' });
    expect(body).toEqual({
      text: 'risk + 1 + 2',
      logic: { '+': [{ '+': [{ var: 'scores.risk' }, 1] }, 2] },
      exact: false,
      type: 'number',
      missing: false,
      warnings: [],
      program: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('that is wrong is refused with the place of every mistake', async () => {
    const logic = { and: [{ '>': [{ var: 'scores.riks' }, 1] }, { '>>': [1, 2] }] };
    const schema = await decompile({ logic });
    expect([schema.status, schema.body.errors]).toEqual([
      422,
      [{ path: 'logic/and/1', message: expect.stringMatching(/`>>` is no operator/) }],
    ]);
    const name = await decompile({ logic: { and: [logic.and[0], true] } });
    expect(name.body.diagnostics).toEqual([
      expect.objectContaining({ code: 'name-unknown', severity: 'error', path: '/and/0/>/0' }),
    ]);
  });

  it.each<[string, unknown]>([
    ['wide', { and: Array.from({ length: 100_000 }, () => true) }],
    ['of many keys', Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, 1]))],
    ['of one long text', { '===': [{ var: 'standing.tier' }, 'x'.repeat(1_000_000)] }],
  ])('that is hostile is refused with one problem: %s', async (_, logic) => {
    const { status, body } = await decompile({ logic });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body.errors).toHaveLength(1);
  });

  it('for a customer is evaluated as a rule is, and over data as plain JSONLogic', async () => {
    const logic = { '>': [{ var: 'metrics.sum(usage~dvoice,30d)' }, 60_000] };
    expect((await server.post('evaluate/', { logic, customer_id: 'ada' })).body.result).toBe(true);
    const plain = await server.post('evaluate/', { logic, customer_id: 'ada', data: {} });
    expect(plain.body.result).toBe(false);
    const unknown = await server.post('evaluate/', { logic: { var: 'scores.riks' }, customer_id: 'ada' });
    expect(unknown.status).toBe(422);
  });
});
