import type { Due, Store } from '../stores/store.ts';
import type { Context } from './context.ts';
import { keptAs } from './kept.ts';
import { STANDS_STILL_MS } from './leases.ts';
import type { Submit } from './submit.ts';
import { tick } from './upgrade.ts';

/**
 * Runs the due instants of everybody whom nothing else has woken, page by page; their outcome is the same whenever that
 * is. Nodes share one walk: who claims a page moves the walk on for all, and the page of a node that died is claimed by
 * another.
 */
export interface Sweep {
  /** One page; true where more may be waiting. */
  round(): Promise<boolean>;
  /** Leaves the walk, so that nobody waits for this node's page. */
  leave(): Promise<void>;
  /** How many customers this process has taken over their instants. */
  swept(): number;
}

const CUSTOMERS_A_PAGE = 500;
const KEY = 'sweep';

/** As it is kept; types and not interfaces, since only those are plain JSON to the compiler. */
type Walk = {
  /** Behind whom the next page begins; null: with whoever is overdue longest. */
  readonly after: Position | null;
  /** The page that a node has in hand: where it began, and a number that no other claim had. */
  readonly claims: Readonly<Record<string, Claim>>;
  readonly claimed: number;
};
type Claim = { readonly number: number; readonly after: Position | null };
type Position = Pick<Due, keyof Due>;

const AT_START: Walk = { after: null, claims: {}, claimed: 0 };

/** `now` only rises, and tells how long another's claim has been standing. */
export function createSweep(
  { store, clock }: Pick<Context, 'store' | 'clock'>,
  submit: Submit,
  node: string,
  now: () => number = () => performance.now(),
): Sweep {
  const standsSince = new Map<string, { readonly number: number; readonly since: number }>();
  let swept = 0;

  async function round(): Promise<boolean> {
    const { rev, walk } = await readWalk(store);
    const abandoned = abandonedClaim(walk);
    const from = abandoned ? abandoned.claim.after : walk.after;
    const page = await store.due(clock(), CUSTOMERS_A_PAGE, from ?? undefined);
    const claims = without(walk.claims, node, abandoned?.node);
    const last: Position | undefined = page.at(-1);
    if (last === undefined) return endOfWalk(rev, walk, claims);

    const number = walk.claimed + 1;
    const after = abandoned ? walk.after : { ...last };
    const claimed: Walk = { after, claims: { ...claims, [node]: { number, after: from } }, claimed: number };
    // Another node was faster: look again.
    if (!(await store.change(KEY, rev, claimed))) return true;
    return tickAll(page);
  }

  /** Nobody is left behind the walk: it begins anew once no node has a page in hand any more. */
  async function endOfWalk(rev: number, walk: Walk, claims: Walk['claims']): Promise<boolean> {
    const isOver = Object.keys(claims).length === 0;
    const after = isOver ? null : walk.after;
    const isSame = after === walk.after && Object.keys(claims).length === Object.keys(walk.claims).length;
    if (isSame) return false;
    await store.change(KEY, rev, { ...walk, after, claims });
    return true;
  }

  async function tickAll(page: readonly Due[]): Promise<boolean> {
    const at = clock();
    const outcomes = await submit(page.map(({ customer }) => tick(customer, at)));
    const done = outcomes.filter(outcome => 'entry' in outcome || isErased(outcome)).length;
    swept += done;
    // Who cannot be decided stays due; without a pause the next walks would do nothing but try him again.
    return done > 0;
  }

  function abandonedClaim({ claims }: Walk): { readonly node: string; readonly claim: Claim } | null {
    for (const [other, claim] of Object.entries(claims)) {
      if (other === node) continue;
      const seen = standsSince.get(other);
      if (seen?.number !== claim.number) standsSince.set(other, { number: claim.number, since: now() });
      else if (now() - seen.since >= STANDS_STILL_MS) return { node: other, claim };
    }
    return null;
  }

  return {
    round,
    swept: () => swept,
    async leave() {
      for (let attempt = 0; attempt < 10; attempt += 1) {
        const { rev, walk } = await readWalk(store);
        if (walk.claims[node] === undefined) return;
        const left = { ...walk, claims: without(walk.claims, node) };
        if (await store.change(KEY, rev, left)) return;
      }
    },
  };
}

async function readWalk(store: Store): Promise<{ readonly rev: number; readonly walk: Walk }> {
  const kept = await store.setting(KEY);
  return { rev: kept?.rev ?? 0, walk: kept ? keptAs<Walk>(kept.value) : AT_START };
}

function without(claims: Walk['claims'], ...nodes: readonly (string | undefined)[]): Walk['claims'] {
  return Object.fromEntries(Object.entries(claims).filter(([node]) => !nodes.includes(node)));
}

function isErased(outcome: object): boolean {
  return 'error' in outcome && outcome.error === 'erased';
}
