import { startOfDay } from '../calendar/zone.ts';
import { standingOf } from '../points/standing.ts';
import type { Evaluation } from '../runtime/evaluation.ts';
import type { ExplanationView } from '../views.ts';
import { formatInstant, formatValue } from './format-value.ts';

type Gate = ExplanationView['gates'][number];

/** Why a customer can spend so many points and no more: what is there, what is held back, set aside, about to expire. */
export function explainPoints({ decisions, facts }: Evaluation): ExplanationView {
  const { zone } = facts.kept;
  const { held, holds = [], lots } = decisions.points;
  const { balance, available } = standingOf(decisions.points);
  const points = (amount: number): string => (amount === 1 ? '1 point' : formatValue(amount, 'points'));
  const day = (number: number): string => formatValue(startOfDay(zone, number), 'time', zone).slice(0, 10);
  const gates: Gate[] = [
    {
      gate: 'balance',
      passed: balance > 0,
      sentence:
        balance < 0
          ? `The balance is ${points(balance)}: what is earned next repays it first.`
          : `The balance is ${points(balance)}.`,
    },
    ...held.map(([, due, amount]) => ({
      gate: 'pending',
      passed: false,
      sentence: `${points(amount)} cannot be spent before ${day(due)}.`,
    })),
    ...holds.map(({ amount, expires_at, reason }) => ({
      gate: 'hold',
      passed: false,
      sentence: `${points(amount)} on hold until ${formatInstant(expires_at, zone)} (${reason}).`,
    })),
    ...lots.slice(0, 1).map(([due, amount]) => ({
      gate: 'expiry',
      passed: true,
      sentence: `${points(amount)} expire on ${day(due)} if they are not spent before.`,
    })),
  ];
  const verdict = `${available === 0 ? 'No points' : points(available)} can be spent now.`;
  return { rule: 'points', name: 'Points', verdict, met: available > 0, gates, tree: null };
}
