import type { CustomerStep } from '../runtime/customer-step.ts';
import { createEvaluation } from '../runtime/create-evaluation.ts';
import { startOfDay } from '../calendar/zone.ts';
import { wasTrueOn } from './hold-state.ts';

/**
 * Judges every held condition for the days `from` to `to` (local, both included), each as of that day's close, and
 * emits the turns alone. For the day that just closed this is the daily judgement; for earlier days it is a late
 * event's correction.
 */
export function judgeHolds(step: CustomerStep, from: number, to: number): void {
  for (let day = from; day <= to; day += 1) {
    const close = startOfDay(step.facts.kept.zone, day + 1);
    const evaluation =
      close === step.at ? step.evaluation() : createEvaluation(step.prepared, step, close, { closing: true });
    for (const [hold, condition] of step.prepared.holds) {
      const value = evaluation.truth(condition);
      if (wasTrueOn(step.decisions.holds[hold], day) !== value)
        step.emit({ kind: 'hold_changed', hold, day, value });
    }
  }
}
