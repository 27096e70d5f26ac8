import type { Snapshot } from '../model.ts';
import { parseState } from '../state-text.ts';
import type { Evaluation } from '../runtime/evaluation.ts';
import type { CustomerState } from '../state.ts';

/**
 * How much text the remembered states may have together. Parsed they take about ten times that; to read and print one
 * that is not remembered takes as long as the rest of a small step.
 */
const MOST_CHARACTERS = 8_000_000;

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
  let characters = 0;

  function forget(customer: string): void {
    characters -= states.get(customer)?.text.length ?? 0;
    states.delete(customer);
  }

  return {
    take: ({ customer, state: text }) => {
      const known = states.get(customer);
      forget(customer);
      return known?.text === text ? known.recent : { state: parseState(text), evaluation: null };
    },
    remember: (customer, text, recent) => {
      forget(customer);
      states.set(customer, { text, recent });
      characters += text.length;
      for (const oldest of states.keys()) {
        if (characters <= MOST_CHARACTERS) return;
        forget(oldest);
      }
    },
  };
}
