import type { StoreState } from '../stores/store.ts';
import type { Context } from './context.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Releases } from './releases.ts';

/** Whether this node should be sent requests, and in sentences why not. */
export interface Readiness {
  readonly status: 'ok' | 'unavailable' | 'recovering' | 'draining';
  readonly reasons: readonly string[];
  readonly store: StoreState;
  /** Since when the store is as it is, in ms. */
  readonly storeSince: number;
  readonly release: number | null;
}

export type CheckReadiness = () => Promise<Readiness>;

/** A node further off than this would give its inputs times that other nodes' inputs contradict. */
const MAX_CLOCK_OFF_MS = 2_000;
/** Who asks wants to know now; a store that takes longer is of no use at the moment. */
const PATIENCE_MS = 2_000;

/** The same look at the store serves everybody who asks at once. */
export function createReadiness(
  { store, clock, log }: Pick<Context, 'store' | 'clock' | 'log'>,
  releases: Releases,
  lifecycle: Lifecycle,
): CheckReadiness {
  let looking: Promise<StoreState> | null = null;
  let told = '';
  let last: { readonly state: StoreState; readonly since: number } | null = null;

  function look(): Promise<StoreState> {
    looking ??= soon(store.state(), last?.state.kind).finally(() => (looking = null));
    return looking;
  }

  /** Once a change: the same is asked for every few seconds. */
  function tell(reasons: readonly string[]): void {
    const text = reasons.join(' ');
    if (text === told) return;
    if (text === '') log.info('ready');
    else log.warn({ reasons }, 'not ready');
    told = text;
  }

  return async () => {
    const state = await look();
    const isNew = last?.state.reachable !== state.reachable;
    last = { state, since: isNew ? clock() : (last?.since ?? clock()) };
    const release = releaseOf(releases);
    const problem = releases.problem();
    const reasons = [
      ...(lifecycle.phase === 'draining'
        ? ['The process is stopping: it finishes what it has in hand.']
        : []),
      ...(lifecycle.phase === 'recovering'
        ? [
            lifecycle.waitsFor ??
              'The store is being recovered: what a crash or a restored back-up left unfinished is looked for.',
          ]
        : []),
      ...(state.reachable ? [] : [state.problem ?? 'The store does not answer.']),
      ...(isOff(state) ? [clockSentence(state.clockAheadMs)] : []),
      ...(release === null ? ['No rules are live yet.'] : []),
      ...(problem === null ? [] : [problem]),
    ];
    const phase = lifecycle.phase === 'running' ? 'unavailable' : lifecycle.phase;
    tell(reasons);
    return {
      status: reasons.length === 0 ? 'ok' : phase,
      reasons,
      store: state,
      storeSince: last.since,
      release,
    };
  };
}

/** An embedded store is there or fails at once, so one that never answered is not embedded. */
async function soon(state: Promise<StoreState>, kind: StoreState['kind'] = 'mongodb'): Promise<StoreState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>(resolve => {
    timer = setTimeout(resolve, PATIENCE_MS, null);
  });
  try {
    const noAnswer = `The store did not answer within ${PATIENCE_MS / 1000} s.`;
    const unknown = { kind, reachable: false, problem: noAnswer, clockAheadMs: null };
    return (await Promise.race([state, late])) ?? unknown;
  } finally {
    clearTimeout(timer);
  }
}

const isOff = ({ clockAheadMs }: StoreState): boolean => Math.abs(clockAheadMs ?? 0) > MAX_CLOCK_OFF_MS;

function clockSentence(aheadMs: number | null): string {
  const seconds = Math.abs((aheadMs ?? 0) / 1000).toFixed(1);
  const side = (aheadMs ?? 0) > 0 ? 'behind' : 'ahead of';
  return `This machine's clock is ${seconds} s ${side} the database's; ${MAX_CLOCK_OFF_MS / 1000} s are allowed. Set it by NTP.`;
}

function releaseOf(releases: Releases): number | null {
  try {
    return releases.live().release.n;
  } catch {
    return null;
  }
}
