import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, takeIn } from '../support/fixtures.ts';
import { openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await openTestApp();
  await takeIn(server, call('ada', '2026-01-22T09:00:00Z', { duration: 90 }));
  await takeIn(server, call('ada', '2026-01-22T10:00:00Z', { duration: 30 }));
});
afterAll(() => server.close());

const evaluate = (body: unknown) => server.post('evaluate/', body);

describe('a rule', () => {
  it('is evaluated for a customer, with its trace on request', async () => {
    const score = await evaluate({ rule: 'score.engagement', customer_id: 'ada' });
    expect(score.body.result).toBe((await server.get('behavior-scores/ada/')).body.engagement_score);
    expect(score.body.trace).toBeUndefined();
    const badge = await evaluate({ rule: 'badge.power_user:bronze', customer_id: 'ada', trace: true });
    expect(badge.body).toMatchObject({ result: false, trace: { tree: { met: false } } });
    expect((await evaluate({ rule: 'segment.prepaid', customer_id: 'ada' })).body.result).toBe(true);
    expect((await evaluate({ rule: 'metric.silent', customer_id: 'ada' })).body.result).toEqual(
      expect.any(Number),
    );
  });

  it('that does not exist, or for nobody, is a problem', async () => {
    expect((await evaluate({ rule: 'score.nothing', customer_id: 'ada' })).status).toBe(404);
    expect((await evaluate({ rule: 'score.engagement', customer_id: 'eve' })).status).toBe(404);
    expect((await evaluate({ rule: 'score.engagement' })).status).toBe(422);
  });

  it('is evaluated for the customer of a story', async () => {
    const story = {
      start: '2026-01-05',
      live: ['cdr'],
      steps: [{ at: 'day 1 09:00', event: 'usage.voice', value: 60, attributes: { direction: 'outgoing' } }],
    };
    const { status, body } = await evaluate({ rule: 'score.engagement', ...story });
    expect([status, body.result > 0]).toEqual([200, true]);
    const wrong = await evaluate({
      rule: 'score.engagement',
      start: '2026-01-05',
      steps: [{ at: 'day 1 09:00', event: 'usage.smoke' }],
    });
    expect(wrong.status).toBe(422);
  });
});

describe('an expression', () => {
  it('is answered from what is kept', async () => {
    expect(
      (await evaluate({ expression: 'engagement > 0 and risk < 90', customer_id: 'ada' })).body.result,
    ).toBe(true);
  });

  it('that no rule keeps is answered from the whole history', async () => {
    const { status, body } = await evaluate({
      expression: 'max(usage.voice, 30d) / 1 min + avg(usage.voice, 30d) / 1 min',
      customer_id: 'ada',
    });
    expect([status, body.result]).toEqual([200, 2.5]);
  });

  it('in error says where and what was expected', async () => {
    const { status, body } = await evaluate({ expression: 'engagement >=\n engagment', customer_id: 'ada' });
    expect(status).toBe(422);
    expect(body.errors[0].path).toBe('expression');
    expect(body.diagnostics[0].range.start).toEqual({ line: 2, column: 2, offset: 15 });
  });
});

describe('plain JSONLogic', () => {
  it.each([
    [{ '>': [{ var: 'a' }, 1] }, { a: 2 }, true],
    [{ '==': [1, '1'] }, null, true],
    [{ '<': [null, 5] }, null, true],
    [{ map: [{ var: 'list' }, { '*': [{ var: '' }, 2] }] }, { list: [1, 2] }, [2, 4]],
    [{ missing: ['a', 'b'] }, { a: 1 }, ['b']],
    [5, null, 5],
  ])('%j over %j gives what json-logic-js gives', async (logic, data, result) => {
    expect((await evaluate({ logic, data })).body.result).toEqual(result);
  });

  it('with an unknown operator is a problem', async () => {
    expect((await evaluate({ logic: { explode: [1] } })).status).toBe(422);
  });
});

describe('questions', () => {
  it('may come as a list', async () => {
    const { body } = await evaluate([{ logic: { '+': [1, 2] } }, { rule: 'score.risk', customer_id: 'ada' }]);
    expect(body.results.map((row: { result: unknown }) => row.result)).toEqual([3, expect.any(Number)]);
  });

  it.each([
    [{ rule: 5 }, 'rule'],
    [[{ rule: 'score.risk', customer_id: 'ada' }, { rule: 5 }], '1.rule'],
  ])('%j is told its own mistake alone', async (body, path) => {
    const { errors } = (await evaluate(body)).body;
    expect(errors).toEqual([{ path, message: 'This must be a text.', expected: 'string' }]);
  });

  it('of which one cannot be answered say which', async () => {
    const { status, body } = await evaluate([
      { logic: 1 },
      { expression: 'nonsense > 1', customer_id: 'ada' },
    ]);
    expect([status, body.detail]).toEqual([422, expect.stringMatching(/^Question 1: /)]);
    expect(body.errors[0].path).toMatch(/^1\./);
  });

  it('in no form, or in two, are refused', async () => {
    expect((await evaluate({ customer_id: 'ada' })).status).toBe(400);
    expect((await evaluate({ logic: 1, rule: 'score.risk', customer_id: 'ada' })).status).toBe(400);
    expect((await evaluate([])).status).toBe(400);
  });
});
