import type { Diagnostic } from '../../diagnostics/index.ts';
import type { LoadedDocument } from '../../documents/index.ts';
import type { Logic } from '../../program/logic.ts';
import type { MissionRule } from '../../program/program.ts';
import { exampleOf } from '../examples.ts';
import { removing } from '../fixes.ts';
import { solve } from '../solver/solve.ts';
import type { Goal } from '../solver/theory.ts';
import { finding } from '../subject.ts';
import type { Place, Subject } from '../subject.ts';
import { inOneOf } from '../theory/mission-theory.ts';

/** Segments and variants of missions that are never chosen, since the first that fits counts and an earlier one always does. */
export function checkCovered(subject: Subject): readonly Diagnostic[] {
  return subject.program.missions.flatMap(rule => {
    const document = subject.document('mission', rule.id);
    if (document === undefined) return [];
    return [...coveredSegments(subject, rule, document), ...coveredVariants(subject, rule, document)];
  });
}

interface Choice {
  readonly name: string;
  readonly when: Logic;
}

function coveredSegments(
  subject: Subject,
  { segments }: MissionRule,
  document: LoadedDocument,
): readonly Diagnostic[] {
  const choices = segments.map(name => ({ name, when: { var: `segments.${name}` } }));
  return covered(subject, choices, []).map(({ choice, index, earlier, example }) =>
    finding(
      'segment-covered',
      { document, path: ['segments', index] },
      `Nobody comes by \`${choice.name}\`: all of its customers are in ${earlier} before it.`,
      { example, fixes: removing(document, ['segments', index], choice.name) },
    ),
  );
}

function coveredVariants(
  subject: Subject,
  { segments, variants }: MissionRule,
  document: LoadedDocument,
): readonly Diagnostic[] {
  const choices = variants.map(({ name, when }) => ({ name, when: when?.logic ?? true }));
  const given: readonly Goal[] = segments.length === 0 ? [] : [{ logic: inOneOf(segments), truth: true }];
  return covered(subject, choices, given).map(({ choice, earlier, example }) => {
    const own: Place = { document, path: ['variants', choice.name, 'when'] };
    const place = choice.when === true ? { document, path: ['variants', choice.name] } : own;
    const message = `The variant \`${choice.name}\` is never given: all of its customers are taken by ${earlier} before it.`;
    const fixes = removing(document, ['variants', choice.name], choice.name);
    return finding('variant-covered', place, message, { example, fixes });
  });
}

interface Covered {
  readonly choice: Choice;
  readonly index: number;
  readonly earlier: string;
  readonly example: ReturnType<typeof exampleOf> | undefined;
}

function covered(subject: Subject, choices: readonly Choice[], given: readonly Goal[]): readonly Covered[] {
  const { theory, program } = subject;
  return choices.flatMap((choice, index): readonly Covered[] => {
    const before = choices.slice(0, index);
    if (before.length === 0) return [];
    const own = [...given, { logic: choice.when, truth: true }];
    const none = before.map(({ when }) => ({ logic: when, truth: false }));
    if (solve(theory, [...own, ...none]).kind !== 'never') return [];
    const taken = solve(theory, own);
    // What nobody meets at all is told by itself.
    if (taken.kind === 'never') return [];
    const earlier = before.map(({ name }) => `\`${name}\``).join(' or ');
    const logics = [choice, ...before].map(({ when }) => when);
    const outcome = `taken by ${earlier}, never by \`${choice.name}\``;
    const example =
      taken.kind === 'possible' ? exampleOf(program, theory, taken.example, logics, outcome) : undefined;
    return [{ choice, index, earlier, example }];
  });
}
