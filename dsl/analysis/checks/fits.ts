import type { Diagnostic } from '../../diagnostics/index.ts';
import { isPossible, solve } from '../solver/solve.ts';
import type { Goal } from '../solver/theory.ts';
import { finding } from '../subject.ts';
import type { Subject } from '../subject.ts';

/** Fits that lie beyond 0 to 1 for whoever may have the mission: it would outrank all others, or none. */
export function checkFits(subject: Subject): readonly Diagnostic[] {
  return subject.program.missions.flatMap(rule => {
    const { when, fit } = rule.generate;
    const document = subject.document('mission', rule.id);
    if (fit === undefined || document === undefined || typeof fit.logic === 'number') return [];
    const theory = subject.missionTheory(rule);
    const given: Goal = { logic: when.logic, truth: true };
    const isNever = (logic: Goal['logic']): boolean =>
      solve(theory, [given, { logic, truth: true }]).kind === 'never';
    const side = isNever({ '<=': [fit.logic, 1] })
      ? 'above 1'
      : isNever({ '>=': [fit.logic, 0] })
        ? 'below 0'
        : undefined;
    if (side === undefined || !isPossible(theory, [given])) return [];
    const text = document.locate(['generate', 'fit']).expression?.text.trim() ?? fit.text;
    const message = `\`${text}\` is ${side} for whoever may have \`${rule.id}\`: how well a mission fits lies between 0 and 1.`;
    const place = { document, path: ['generate', 'fit'] };
    return [finding('figure-share', place, message, { expected: '0 to 1' })];
  });
}
