import type { Snapshot } from '../model.ts';
import { parseState } from '../state.ts';
import type { CustomerState } from '../state.ts';

/** Enough for the customers of a batch or two. */
const REMEMBERED = 512;

/** Parsed states of the newest steps, by their text: the next step of a busy customer need not parse it again. */
export interface RecentStates {
  /** The state is the caller's to change: it is handed out once. */
  take(snapshot: Snapshot): CustomerState;
  remember(customer: string, text: string, state: CustomerState): void;
}

export function createRecentStates(): RecentStates {
  const states = new Map<string, { readonly text: string; readonly state: CustomerState }>();
  return {
    take: ({ customer, state: text }) => {
      const known = states.get(customer);
      states.delete(customer);
      return known?.text === text ? known.state : parseState(text);
    },
    remember: (customer, text, state) => {
      states.set(customer, { text, state });
      if (states.size <= REMEMBERED) return;
      const [oldest] = states.keys();
      if (oldest !== undefined) states.delete(oldest);
    },
  };
}
