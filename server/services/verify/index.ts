import type { Store } from '../../stores/store.ts';
import type { MendedAfterRestore } from '../../stores/truth.ts';
import type { Context } from '../context.ts';
import { keptAs } from '../kept.ts';
import type { Releases } from '../releases.ts';
import { checkReleases } from './check-releases.ts';
import type { Finding } from './finding.ts';
import { createVerifyCustomer } from './verify-customer.ts';
import type { VerifiedCustomer } from './verify-customer.ts';

export type { Finding } from './finding.ts';

export interface VerifyOptions {
  /** Documents and projections that are not what the journal gives are made so. */
  readonly repair: boolean;
  /** Behind this id; `resume`: behind whoever was looked at last by a walk that did not come to its end. */
  readonly from?: string;
  readonly resume?: boolean;
}

/** One customer, looked at. */
export interface Verified {
  readonly customer: string;
  readonly findings: readonly Finding[];
  readonly repaired: boolean;
  /** What a repair took out of what came from a back-up, before it looked. */
  readonly restored: MendedAfterRestore;
  readonly entries: number;
  readonly withoutDigest: number;
}

export interface Verify {
  /** One after the other, in the order of their ids. Where the walk stands is kept, so that it can be gone on with. */
  everybody(options: VerifyOptions): AsyncIterable<Verified>;
  customer(id: string, repair: boolean): Promise<Verified>;
  /** What is kept for all: lists, totals, programs. */
  shared(repair: boolean): Promise<{ readonly findings: readonly Finding[]; readonly repaired: boolean }>;
}

const CUSTOMERS_A_PAGE = 100;
const POSITION = 'verify:position';

/** Compares what is kept with the journal, and mends what that gives. Everything goes on meanwhile. */
export function createVerify({ store, log }: Context, releases: Releases): Verify {
  const verify = createVerifyCustomer(store, releases);

  async function customer(id: string, repair: boolean): Promise<Verified> {
    const restored = repair ? await mendAfterRestore(id) : { erased: false, dropped: 0 };
    const verified = await verify(id);
    const repaired = repair && (await mend(id, verified));
    const { findings, entries, withoutDigest } = verified;
    return { customer: id, findings, repaired, restored, entries, withoutDigest };
  }

  async function mendAfterRestore(id: string): Promise<MendedAfterRestore> {
    const restored = await store.mendAfterRestore(id);
    const { erased, dropped } = restored;
    // By then there is nobody whom the id could tell about.
    if (erased) log.warn('a customer who had been erased came back with a back-up and was erased again');
    if (dropped > 0)
      log.warn({ customer: id, dropped }, 'a back-up had caught a step by half; it was taken out');
    return restored;
  }

  async function mend(id: string, { mend: found }: VerifiedCustomer): Promise<boolean> {
    if (found === null || !(await store.replaceDocument(found.rev, found.right))) return false;
    log.warn({ customer: id }, 'document was rebuilt from the journal');
    return (await verify(id)).findings.length === 0;
  }

  return {
    customer,
    async *everybody({ repair, from, resume = false }) {
      let after = from ?? (resume ? await readPosition(store) : '');
      for (;;) {
        const page = await store.everybody(after, CUSTOMERS_A_PAGE);
        for (const id of page) yield await customer(id, repair);
        const last = page.at(-1);
        if (last === undefined) return keepPosition(store, null);
        after = last;
        await keepPosition(store, after);
      }
    },
    async shared(repair) {
      const faults = await store.checkProjections(repair);
      const findings = [
        ...(await checkReleases(store)),
        ...faults.map(({ projection, key, expected, seen }): Finding => {
          const path = `${projection}: ${key}`;
          return { customer: null, in: 'projection', entry: null, path, expected, seen };
        }),
      ];
      const repaired = repair && faults.length > 0 && (await store.checkProjections(false)).length === 0;
      return { findings, repaired };
    },
  };
}

async function readPosition(store: Store): Promise<string> {
  const kept = await store.setting(POSITION);
  return kept === null ? '' : keptAs<{ readonly after: string }>(kept.value).after;
}

/** Two walks at once would only keep the place of one of them. */
async function keepPosition(store: Store, after: string | null): Promise<void> {
  const kept = await store.setting(POSITION);
  if (kept === null && after === null) return;
  await store.change(POSITION, kept?.rev ?? 0, after === null ? null : { after });
}
