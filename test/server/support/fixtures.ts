import type { TestApp } from './test-app.ts';

export const CDR_SOURCE = {
  source_type: 'cdr',
  source_name: 'CDR System',
  connection_config: { api_endpoint: 'https://mediation.example/cdr', api_key: 'k-123' },
  event_mapping: { event_type: 'call_type', value: 'duration', timestamp: 'call_time' },
  sync_frequency: 'hourly',
};

/** A call as the short mapping above reads it. */
export function call(customer: string, time: string, more: Record<string, unknown> = {}) {
  const event = { customer_id: customer, call_type: 'outgoing', duration: 120, call_time: time, ...more };
  return { source_type: 'cdr', event };
}

/** A recharge in the words of the billing template. */
export function topUp(customer: string, id: string, time: string, more: Record<string, unknown> = {}) {
  const base = { txn_id: id, msisdn: customer, txn_time: time, txn_type: 'TOPUP', amount: 5, channel: 'app' };
  return { source_type: 'billing', event: { ...base, ...more } };
}

/** A login in the words of the app template. */
export function login(customer: string, id: string, time: string) {
  return { source_type: 'app', event: { id, user_id: customer, ts: Date.parse(time), name: 'login' } };
}

/** Takes a record in and insists that it was. */
export async function takeIn(server: TestApp, record: object) {
  const answer = await server.post('customer-events/normalize/', record);
  if (answer.status !== 201) throw new Error(`not taken in: ${answer.text}`);
  return answer.body;
}

/** A customer whom the rules' holdout and control shares leave alone, so that he gets missions. */
export async function customerWithMissions(
  server: TestApp,
  time: string,
  name = 'customer',
): Promise<string> {
  for (let number = 1; number < 50; number += 1) {
    const customer = `${name}-${number}`;
    await takeIn(server, call(customer, time));
    const { body } = await server.post('missions/generate-for-customer/', { customer_id: customer });
    if (body.missions.length >= 2) return customer;
  }
  throw new Error('every customer is held out');
}

/** A customer who has completed all missions given to him, and so has points to spend. */
export async function customerWithPoints(server: TestApp, time: string, name: string) {
  const customer = await customerWithMissions(server, time, name);
  const { results } = (await server.get(`missions/?customer_id=${customer}&status=active`)).body;
  for (const { id, target_value } of results) {
    const done = { mission: id, customer_id: customer, current_value: target_value };
    await server.post('missionProgress/', done);
  }
  const { balance } = (await server.get(`points/?customer_id=${customer}`)).body;
  if (balance < 20) throw new Error('the missions given paid too little');
  return { customer, balance: Number(balance) };
}
