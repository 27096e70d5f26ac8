import type { Entry } from '../../engine/model.ts';

export type Listener = (entries: readonly Entry[]) => void;

/** Hands what was just decided to everyone who watches, once; nobody watching costs nothing. */
export interface LiveFeed {
  publish(entries: readonly Entry[]): void;
  subscribe(listener: Listener): () => void;
  readonly watched: boolean;
}

/** What was decided here comes again when the store is looked at for what other nodes decided. */
const REMEMBERED = 5_000;

export function createLiveFeed(): LiveFeed {
  const listeners = new Set<Listener>();
  const told = new Set<string>();

  function isNews({ id }: Entry): boolean {
    if (told.has(id)) return false;
    told.add(id);
    const [oldest] = told;
    if (told.size > REMEMBERED && oldest !== undefined) told.delete(oldest);
    return true;
  }

  return {
    publish(entries) {
      const news = entries.filter(isNews);
      if (news.length === 0) return;
      for (const listener of listeners) listener(news);
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
