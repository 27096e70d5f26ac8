export interface Tally {
  add(...labels: readonly string[]): void;
  each(use: (count: number, ...labels: string[]) => void): void;
}

/** Counts of a call by their labels, so that a batch of hundreds costs its metrics a few additions. */
export function createTally(): Tally {
  const rows = new Map<string, { readonly labels: readonly string[]; count: number }>();
  return {
    add(...labels) {
      const key = labels.join('\n');
      const row = rows.get(key);
      if (row) row.count += 1;
      else rows.set(key, { labels, count: 1 });
    },
    each(use) {
      for (const { count, labels } of rows.values()) use(count, ...labels);
    },
  };
}
