import type { Diagnostic } from '../../diagnostics/index.ts';
import { writing } from '../fixes.ts';
import { createReasoning } from '../solver/reasoning.ts';
import { createState } from '../solver/state.ts';
import { finding } from '../subject.ts';
import type { Subject } from '../subject.ts';

const MOST = 100;

/** Terms of scores that are beyond 0 to 100 for everybody, and so weigh more than their weight. */
export function checkTerms({ program, theory, document }: Subject): readonly Diagnostic[] {
  return program.scores.flatMap(({ id, terms }) =>
    terms.flatMap(term => {
      const place = document('score', id);
      const range = createReasoning(theory).domainOf(term.value.logic, createState(theory.variable)).numbers;
      if (place === undefined || range === undefined) return [];
      const nearest = range.low > MOST ? MOST : range.high < 0 ? 0 : undefined;
      if (nearest === undefined) return [];
      const at = { document: place, path: ['terms', term.id, 'value'] };
      const { text } = term.value;
      const message = `\`${text}\` is ${nearest === 0 ? 'below 0' : 'above 100'} for everybody, but a term goes from 0 to 100.`;
      const fixes = range.low === range.high ? writing(at, String(nearest)) : [];
      return [finding('schema-range', at, message, { expected: 'a number from 0 to 100', fixes })];
    }),
  );
}
