import type { Mission, Reward } from '../../api/customer-types.ts';
import { formatBytes, formatCount, formatNumber, formatQuantity, wordsOf } from '../../components/format.ts';
import type { Tone } from '../../components/tag.tsx';

const RUNNING = ['proposed', 'scheduled', 'active', 'closing'];

/** Still to be decided: proposed, scheduled, active, or waiting for late events. */
export const isRunning = (status: string): boolean => RUNNING.includes(status);

const STATUSES: Readonly<Record<string, { readonly word: string; readonly tone: Tone }>> = {
  proposed: { word: 'Waits for approval', tone: 'warn' },
  scheduled: { word: 'Starts next period', tone: 'neutral' },
  active: { word: 'Active', tone: 'accent' },
  closing: { word: 'Ended, awaits late events', tone: 'neutral' },
  completed: { word: 'Completed', tone: 'good' },
  expired: { word: 'Expired', tone: 'warn' },
  withdrawn: { word: 'Withdrawn', tone: 'neutral' },
  reversed: { word: 'Reversed', tone: 'bad' },
};

export function statusOf(status: string): { readonly word: string; readonly tone: Tone } {
  return STATUSES[status] ?? { word: wordsOf(status), tone: 'neutral' };
}

/** `150 points + 1 GB, held 30 days` */
export function rewardText(reward: Reward): string {
  const parts = [
    reward.points !== undefined && `${formatCount(reward.points)} points`,
    reward.data !== undefined && formatBytes(reward.data),
    reward.money !== undefined && `${formatQuantity(reward.money, 'money')} credit`,
    reward.offer !== undefined && `offer ${reward.offer}`,
  ].filter(Boolean);
  const text = parts.length > 0 ? parts.join(' + ') : 'no reward';
  return reward.hold_days ? `${text}, held ${formatCount(reward.hold_days)} days` : text;
}

/** `820 of 1,200 MB`: the unit once where both have the same. */
export function progressText({ current_value, target_value, unit }: Mission): string {
  const current = formatQuantity(current_value, unit);
  const target = formatQuantity(target_value, unit);
  const [, number = current, ownUnit] = /^(\S+) (\S+)$/.exec(current) ?? [];
  const shared = ownUnit !== undefined && target.split(' ').length === 2 && target.includes(` ${ownUnit}`);
  return `${shared ? number : current} of ${target}`;
}

/** Why this mission and no other: the figures its priority is made of. */
export function priorityText(why: Mission['why']): string {
  return `priority ${formatNumber(why.priority)} from weight ${formatNumber(why.weight)}, fit ${formatNumber(why.fit)}, margin ${formatNumber(why.margin)}, cost ${formatNumber(why.cost)}`;
}
