import { removeDocument } from '../../documents/edit-entries.ts';
import type { Report, Step, Story } from './story-problem.ts';

/** A story asks for something; `others` are all stories. */
export function checkPurpose(story: Story, others: readonly Story[], report: Report): void {
  // What was left out of an incomplete one may have been what is expected.
  if (!story.complete || story.value.steps.some(step => 'expect' in step)) return;
  const message = 'Nothing is expected in the story, so that it passes whatever the rules do.';
  const expected = 'a step such as `{ at: day 3 09:00, expect: [engagement >= 60] }`';
  const removed = removeDocument(story, others);
  const fixes = removed === undefined ? [] : [{ title: `Remove \`${story.id}\``, edits: [removed] }];
  report({ code: 'story-expects-nothing', path: ['steps'], message, expected, inKey: true, fixes });
}

/**
 * A story is read from top to bottom, but played by the clock. What is repeated stands for a habit, and habits may be told one after the other; of the
 * rest the first step that stands too late is told, since those after it follow from it.
 */
export function checkOrder(story: Story, report: Report): void {
  const { steps } = story.value;
  let above: Step | undefined;
  for (const [index, step] of steps.entries()) {
    if (('repeat' in step && step.repeat !== undefined) || isStandIn(story, index)) continue;
    if (above !== undefined && minutesOf(step.at) < minutesOf(above.at)) {
      const message = `\`${step.at}\` is before \`${above.at}\` of a step above: steps are played by their times, so this one comes first.`;
      const expected = `\`${above.at}\` or later`;
      report({ code: 'story-order', path: ['steps', index, 'at'], message, expected, meant: above.at });
      return;
    }
    above = step;
  }
}

/** Whether the step that is written there could not be read, so that its time is not the author’s. */
function isStandIn(story: Story, index: number): boolean {
  const step = story.value.steps[index];
  if (story.complete || step === undefined) return false;
  return Object.keys(step).some(field => story.locate(['steps', index, field]).keyRange === undefined);
}

/** `day 3 09:00` → minutes since the story began. */
function minutesOf(at: string): number {
  const [, day = 0, hour = 0, minute = 0] = (/^day (\d+) (\d+):(\d+)$/.exec(at) ?? []).map(Number);
  return (day * 24 + hour) * 60 + minute;
}
