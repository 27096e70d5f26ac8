import type { Context } from './context.ts';
import type { Submit } from './submit.ts';
import { tick } from './upgrade.ts';

const CUSTOMERS_A_ROUND = 500;

/** Runs the due instants of everybody whom nothing else has woken. Their outcome is the same whenever this runs. */
export async function sweep({ store, clock }: Context, submit: Submit): Promise<number> {
  const at = clock();
  const due = await store.due(at, CUSTOMERS_A_ROUND);
  if (due.length === 0) return 0;
  await submit(due.map(({ customer }) => tick(customer, at)));
  return due.length;
}
