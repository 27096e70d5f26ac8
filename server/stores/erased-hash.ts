import { createHmac } from 'node:crypto';

/** The setting that holds the key; made with the first erasure. */
export const ERASURE_KEY_SETTING = 'store.erasure_key';

/** How an erased customer is remembered: the list of hashes does not say who was one. */
export function erasedHash(customer: string, key: string): string {
  return createHmac('sha256', key).update(customer).digest('hex');
}
