import type { Store } from '../stores/store.ts';
import type { Context } from './context.ts';
import { noSuchCustomer } from './customers.ts';

/** Removes a customer and keeps him out. */
export type EraseCustomer = (
  customer: string,
  options: { readonly keepOutUnknown: boolean },
) => Promise<void>;

/**
 * Who is erased is kept out for good, by a hash that nobody can take back. So an id that nobody has, mistyped as likely
 * as not, is refused: nothing is kept about it, and whoever bears it is none of the caller's business. To keep somebody
 * out before he comes has to be said. Answers to refused requests, which name whom they were about, end within a week.
 */
export function createEraseCustomer({ store, log }: Pick<Context, 'store' | 'log'>): EraseCustomer {
  return async (customer, { keepOutUnknown }) => {
    if (!keepOutUnknown && !(await isKnown(store, customer))) throw await noSuchCustomer(store, customer);
    await store.erase(customer);
    // Of whom, nobody shall find in a log.
    log.info('a customer was erased');
  };
}

/** Whoever has been erased is known: who asks again has not heard of it, and what a crash left is removed. */
async function isKnown(store: Store, customer: string): Promise<boolean> {
  if ((await store.customer(customer)) !== null || (await store.wasErased(customer))) return true;
  const one = { customer, limit: 1 };
  // A record that could not be mapped tells about him as well, and so does what a damaged store has left of him.
  const found = await Promise.all([store.failed(one), store.entries(one), store.deliveries(one)]);
  return found.some(({ results }) => results.length > 0);
}
