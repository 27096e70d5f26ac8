import type { RuleCondition } from '../../compile/fields/field-compiler.ts';
import { variablesOf } from '../../compile/expressions/logic-vars.ts';
import type { Diagnostic } from '../../diagnostics/index.ts';
import type { Logic } from '../../program/logic.ts';
import { removingPart } from '../fixes.ts';
import { byField, logicOf, partOf } from '../parts.ts';
import { operationOf } from '../solver/operation.ts';
import { solve } from '../solver/solve.ts';
import type { Theory } from '../solver/theory.ts';
import { finding, textAt } from '../subject.ts';
import type { Subject } from '../subject.ts';
import { createTheories } from '../theories.ts';

/** Conditions that follow from others which have to be met as well: of `risk > 50 and risk > 20` the second. */
export function checkImplied(subject: Subject, before: readonly Diagnostic[]): readonly Diagnostic[] {
  const theoryOf = createTheories(subject);
  return byField(subject.conditions).flatMap(conditions => {
    const [{ document, path }] = conditions;
    const chains = conditions
      .filter(({ kind }) => kind === 'decision')
      .flatMap(whole => chainsIn(logicOf(whole)));
    const theory = chains.length === 0 ? undefined : theoryOf(conditions[0]);
    if (theory === undefined) return [];
    const { start, end } = document.locate(path).range;
    const isTold = before.some(
      ({ file, range }) =>
        file === document.file && range.start.offset >= start.offset && range.end.offset <= end.offset,
    );
    return isTold ? [] : chains.flatMap(chain => impliedIn(theory, conditions, chain));
  });
}

/** The operands of each `and`, also of those inside an `or` or a `not`. */
function chainsIn(logic: Logic): readonly (readonly Logic[])[] {
  const { name = '', args = [] } = operationOf(logic) ?? {};
  if (!CONNECTIVES.has(name)) return [];
  return [...(name === 'and' ? [args] : []), ...args.flatMap(chainsIn)];
}

const CONNECTIVES: ReadonlySet<string> = new Set(['and', 'or', '!']);

function impliedIn(
  theory: Theory,
  conditions: readonly RuleCondition[],
  operands: readonly Logic[],
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  // Of two that say the same the later one is told.
  let kept = [...operands];
  for (const operand of operands.toReversed()) {
    const others = kept.filter(other => other !== operand && isRelated(other, operand));
    const cause = others.find(other => isImplied(theory, other, operand));
    const part = partOf(conditions, operand);
    const causePart = cause === undefined ? undefined : partOf(conditions, cause);
    if (part === undefined || causePart === undefined) continue;
    kept = kept.filter(other => other !== operand);
    const message = `\`${textAt(part)}\` follows from \`${textAt(causePart)}\`, so it decides nothing.`;
    found.push(finding('condition-implied', part, message, { fixes: removingPart(part, 'and') }));
  }
  return found.toReversed();
}

/** Conditions on different things seldom imply each other, and asking is dear: this runs at every edit. */
function isRelated(a: Logic, b: Logic): boolean {
  const read = new Set(variablesOf(b));
  return variablesOf(a).some(name => read.has(name));
}

function isImplied(theory: Theory, other: Logic, condition: Logic): boolean {
  const goals = [
    { logic: other, truth: true },
    { logic: condition, truth: false },
  ];
  return solve(theory, goals).kind === 'never';
}
