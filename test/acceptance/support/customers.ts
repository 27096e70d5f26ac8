import type { Cairn } from './cairn.ts';

/** A mission as answers give it, as far as the tests look at it. */
export interface Mission {
  readonly id: string;
  readonly template_id: string;
  readonly status: string;
  readonly target_value: number;
  readonly current_value: number;
  readonly percent: number;
  readonly reward_config: { readonly points?: number };
}

/** So many seconds ago, as events write times. */
export function ago(seconds: number): string {
  return new Date(Date.now() - seconds * 1000).toISOString();
}

/** Says that the customer joined just now, which makes the missions of the first weeks suit him. */
export async function activate(cairn: Cairn, customer: string): Promise<void> {
  const event = { activity_id: `joined-${customer}`, contact_id: customer, activity_time: ago(60) };
  const answer = await cairn.post('customer-events/normalize/', {
    source_type: 'crm',
    event: { ...event, activity: 'activation', payment_type: 'prepaid' },
  });
  if (answer.status !== 201) throw new Error(`not taken in: ${answer.text}`);
}

/**
 * A customer with missions that run already. Whom the rules hold out, or keep in a mission's control group, to measure
 * what missions bring, is told by nothing but his id: so several are tried.
 */
export async function customerWithMissions(
  cairn: Cairn,
  names: Iterable<string>,
  suits: (active: readonly Mission[]) => boolean = active => active.length >= 2,
): Promise<{ readonly customer: string; readonly active: readonly Mission[] }> {
  for (const customer of names) {
    await activate(cairn, customer);
    const { body } = await cairn.post('missions/generate-for-customer/', { customer_id: customer });
    const active = (body.missions as Mission[]).filter(({ status }) => status === 'active');
    if (suits(active)) return { customer, active };
  }
  throw new Error('none of them has such missions');
}
