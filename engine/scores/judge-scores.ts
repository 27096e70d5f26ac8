import type { CustomerStep } from '../runtime/customer-step.ts';

/**
 * Tells how the named scores moved and which thresholds they crossed. A threshold is crossed upwards at its value and
 * downwards at its value less the margin, so that a score swinging around it does not chatter.
 */
export function judgeScores(step: CustomerStep, scores: Iterable<string>): void {
  for (const id of scores) {
    const rule = step.prepared.score(id);
    if (rule === undefined) continue;
    const before = step.scores[id] ?? 0;
    const after = step.evaluation().score(id);
    if (before !== after) step.emit({ kind: 'score_changed', score: id, before, after });
    for (const threshold of rule.crossings.at) {
      const above = step.decisions.above.includes(`${id}:${threshold}`);
      if (!above && after >= threshold) {
        step.emit({ kind: 'score_crossed', score: id, threshold, direction: 'up', before, after });
      } else if (above && after < threshold - rule.crossings.margin) {
        step.emit({ kind: 'score_crossed', score: id, threshold, direction: 'down', before, after });
      }
    }
    step.scores[id] = after;
  }
}

/** Emits who joined or left the named segments. */
export function judgeSegments(step: CustomerStep, segments: Iterable<string>): void {
  for (const id of segments) {
    const rule = step.prepared.segment(id);
    if (rule === undefined) continue;
    const member = step.evaluation().truth(rule.when);
    if (member !== step.decisions.segments.includes(id))
      step.emit({ kind: 'segment_changed', segment: id, member });
  }
}
