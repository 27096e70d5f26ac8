import { setTimeout as pause } from 'node:timers/promises';
import type { Lifecycle } from './services/lifecycle.ts';
import type { App } from './type-provider.ts';

/** What is in hand longer than this is cut off: what was acknowledged is in the store already. */
const IN_HAND_MS = 7_000;
/** Answers on their way get this long to arrive where a client still has something to send. */
const LINGER_MS = 100;

/**
 * Ends the server's side of a process in order: not ready at once, new requests taken for `graceMs` still (a load
 * balancer needs that long to look elsewhere), what is in hand finished, then no connection left.
 */
export async function drain(app: App, lifecycle: Lifecycle, graceMs: number): Promise<void> {
  const { inHand } = app;
  lifecycle.drain();
  app.log.info({ in_hand: inHand.count() }, 'stopping');
  await pause(graceMs);
  lifecycle.refuse();
  const cutOff = new AbortController();
  await Promise.race([inHand.whenNone(), pause(IN_HAND_MS - graceMs, undefined, { signal: cutOff.signal })]);
  cutOff.abort();
  if (inHand.count() > 0) app.log.warn({ in_hand: inHand.count() }, 'requests are cut off');
  const closed = app.close();
  await pause(LINGER_MS);
  app.server.closeAllConnections();
  await closed;
}
