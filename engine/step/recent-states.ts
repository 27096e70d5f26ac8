import type { Snapshot } from '../model.ts';
import { parseState } from '../state-text.ts';
import type { Evaluation } from '../runtime/evaluation.ts';
import type { CustomerState } from '../state.ts';

/** Enough for the customers of a batch or two. */
const REMEMBERED = 512;

/** A parsed state, with what rules have already worked out over it. */
export interface Recent {
  readonly state: CustomerState;
  readonly evaluation: Evaluation | null;
}

/** Parsed states of the newest steps, by their text: the next step of a busy customer goes on where the last one was. */
export interface RecentStates {
  /** The state is the caller's to change: it is handed out once. */
  take(snapshot: Snapshot): Recent;
  remember(customer: string, text: string, recent: Recent): void;
}

export function createRecentStates(): RecentStates {
  const states = new Map<string, { readonly text: string; readonly recent: Recent }>();
  return {
    take: ({ customer, state: text }) => {
      const known = states.get(customer);
      states.delete(customer);
      return known?.text === text ? known.recent : { state: parseState(text), evaluation: null };
    },
    remember: (customer, text, recent) => {
      states.set(customer, { text, recent });
      if (states.size <= REMEMBERED) return;
      const [oldest] = states.keys();
      if (oldest !== undefined) states.delete(oldest);
    },
  };
}
