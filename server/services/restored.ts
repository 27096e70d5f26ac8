import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../stores/store.ts';
import type { Context } from './context.ts';
import type { Lifecycle } from './lifecycle.ts';

/** Set while a back-up that was found to be restored by half has not been mended as a whole. */
const FOUND = 'restore:found';
const LOOK_AGAIN_MS = 3_000;

const NOT_MENDED =
  'The database holds a restored dump that has not been mended: its journal is ahead of its customers. Run "cairn replay --repair"; this node begins by itself once that is done.';

type Looking = Pick<Store, 'isRestoredByHalf' | 'setting' | 'change'>;

/**
 * Waits until a dump that was restored has been mended: a step on a document older than its journal would journal ids
 * and numbers of steps that are there already. False: the process was told to stop meanwhile.
 */
export async function waitUntilMended(
  { store, log }: { readonly store: Looking; readonly log: Pick<Context['log'], 'error'> },
  lifecycle: Lifecycle,
  lookAgainMs = LOOK_AGAIN_MS,
): Promise<boolean> {
  for (;;) {
    const isMended = await looksMended(store);
    if (lifecycle.phase === 'draining') return false;
    if (isMended) {
      lifecycle.waitFor(null);
      return true;
    }
    if (lifecycle.waitsFor === null) log.error(NOT_MENDED);
    lifecycle.waitFor(NOT_MENDED);
    await pause(lookAgainMs, undefined, { signal: lifecycle.stopping }).catch(() => undefined);
  }
}

/** Noted where it is found: the customers by whom it shows are mended long before all are. */
async function looksMended(store: Looking): Promise<boolean> {
  if ((await store.setting(FOUND)) !== null) return false;
  if (!(await store.isRestoredByHalf())) return true;
  await store.change(FOUND, 0, true);
  return false;
}

/** To be called when everybody has been mended. */
export async function noteMended(store: Pick<Store, 'setting' | 'change'>): Promise<void> {
  const found = await store.setting(FOUND);
  if (found !== null) await store.change(FOUND, found.rev, null);
}
