import type { Entry } from '../../engine/model.ts';

export type Listener = (entries: readonly Entry[]) => void;

/** Hands what was just decided to everyone who watches; nobody watching costs nothing. */
export interface LiveFeed {
  publish(entries: readonly Entry[]): void;
  subscribe(listener: Listener): () => void;
  readonly watched: boolean;
}

export function createLiveFeed(): LiveFeed {
  const listeners = new Set<Listener>();
  return {
    publish(entries) {
      for (const listener of listeners) listener(entries);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get watched() {
      return listeners.size > 0;
    },
  };
}
