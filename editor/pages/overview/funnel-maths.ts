import type { FunnelRow } from '../../api/types.ts';
import { formatShare, shareOf } from '../../components/format.ts';
import { knownFirst } from '../../components/known-first.ts';

export type FunnelTotals = Pick<FunnelRow, 'assigned' | 'active' | 'completed' | 'expired' | 'withdrawn'>;

export function funnelTotals(rows: readonly FunnelTotals[]): FunnelTotals {
  const sum = (pick: (row: FunnelTotals) => number) => rows.reduce((total, row) => total + pick(row), 0);
  return {
    assigned: sum(row => row.assigned),
    active: sum(row => row.active),
    completed: sum(row => row.completed),
    expired: sum(row => row.expired),
    withdrawn: sum(row => row.withdrawn),
  };
}

/** Completed out of those that came to an end, which running missions cannot be counted in. */
export function completionShare(totals: FunnelTotals): number | undefined {
  const ended = totals.completed + totals.expired;
  return ended === 0 ? undefined : totals.completed / ended;
}

export function funnelFinding(totals: FunnelTotals): string {
  if (totals.assigned === 0) return 'No mission was assigned yet.';
  const share = completionShare(totals);
  const running = `${formatShare(shareOf(totals.active, totals.assigned))} are running`;
  if (share === undefined) return `${running}; none has ended yet.`;
  return `${formatShare(share)} of the missions that ended were completed; ${running}.`;
}

const CATEGORIES = ['onboarding', 'engagement', 'revenue', 'loyalty', 'correction'];

/** Categories that are there, the known ones first. */
export function categoriesOf(rows: readonly FunnelRow[]): string[] {
  return [...new Set(rows.map(row => row.category))].sort(knownFirst(CATEGORIES));
}
