import { literalUnit } from '../../types/index.ts';
import { quantityOf } from '../../stories/quantity.ts';
import { repetitionProblem } from '../../stories/repetition.ts';
import { calendarDate, likelyDate } from '../../documents/calendar-date.ts';
import { sentence } from './story-problem.ts';
import type { Report, Step, Story } from './story-problem.ts';

/** Every day of a story is closed and every step decided, so one that never ends would take as long. */
const [MOST_DAYS, MOST_MOMENTS] = [10_000, 20_000];

/** A story begins on a day that there is, and ends in a time that can be waited for. */
export function checkTimes({ value: { start, steps } }: Story, report: Report): void {
  if (calendarDate(start) === undefined) {
    const meant = likelyDate(start);
    const hint = meant === undefined ? '.' : ` — did you mean \`${meant}\`?`;
    const message = `\`${start}\` is no date${hint}`;
    report({ code: 'schema-value', path: ['start'], message, expected: 'a day such as 2026-03-02', meant });
  }
  let moments = 0;
  for (const [index, step] of steps.entries()) {
    moments += checkRepetition(step, ['steps', index], report);
    if (moments <= MOST_MOMENTS) continue;
    const message = `With this step the story has ${moments.toLocaleString('en-US')} moments, more than can be waited for.`;
    const expected = `at most ${MOST_MOMENTS.toLocaleString('en-US')} in all`;
    report({ code: 'schema-range', path: ['steps', index, 'at'], message, expected });
    return;
  }
}

/** Gives how many moments the step stands for. */
function checkRepetition(step: Step, path: readonly (string | number)[], report: Report): number {
  if ('expect' in step || step.repeat === undefined) return 1;
  const { every, times } = step.repeat;
  const problem = repetitionProblem(every);
  const at = [...path, 'repeat', 'every'];
  if (problem !== undefined) {
    report({
      code: 'type-mismatch',
      path: at,
      message: sentence(problem),
      expected: 'a duration such as 1d',
    });
    return times;
  }
  const days =
    Number(/^day (\d+)/.exec(step.at)?.[1] ?? 1) + ((quantityOf(every)?.base ?? 0) * times) / DAY_MS;
  if (days > MOST_DAYS) {
    const message = `The last of these copies comes on day ${Math.round(days).toLocaleString('en-US')}, later than can be waited for.`;
    report({ code: 'schema-range', path: at, message, expected: `at most day ${MOST_DAYS}` });
  }
  return times;
}

const DAY_MS = literalUnit('d')?.factor ?? 86_400_000;
