import type { Compiled } from '../compile/program.ts';
import { inOrder } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { Program } from '../program/program.ts';
import { checkBudgets } from './checks/budgets.ts';
import { checkConditions } from './checks/conditions.ts';
import { checkCounted } from './checks/counted.ts';
import { checkCovered } from './checks/covered.ts';
import { checkDuplicates } from './checks/duplicates.ts';
import { checkLevels } from './checks/levels.ts';
import { checkMissions } from './checks/missions.ts';
import { checkPolicy } from './checks/policy.ts';
import { checkUnused } from './checks/unused.ts';
import { createSubject } from './subject.ts';
import type { Subject } from './subject.ts';

/** `before` is what the checks in front of it have found. */
type Check = (subject: Subject, before: readonly Diagnostic[]) => readonly Diagnostic[];

const CHECKS: readonly Check[] = [
  checkConditions,
  checkCounted,
  checkLevels,
  checkMissions,
  checkCovered,
  checkPolicy,
  checkBudgets,
  checkDuplicates,
  checkUnused,
];

/**
 * What is wrong with rules that compile, seen together: conditions that nobody or everybody meets, levels that do not
 * rise, missions that never have a place. Each with an example customer, or the word that there is none.
 */
export function analyse(compiled: Compiled): readonly Diagnostic[] {
  const { program } = compiled;
  if (program === undefined) return [];
  const found = known.get(program) ?? lookThrough(compiled, program);
  known.set(program, found);
  return found;
}

const known = new WeakMap<Program, readonly Diagnostic[]>();

function lookThrough(compiled: Compiled, program: Program): readonly Diagnostic[] {
  const { diagnostics } = compiled;
  const subject = createSubject(compiled, program);
  const found = CHECKS.reduce<readonly Diagnostic[]>(
    (before, check) => [...before, ...check(subject, before)],
    [],
  );
  return inOrder(found.filter(problem => !diagnostics.some(known => isSamePlace(known, problem))));
}

/** What the compiler has said of a place need not be said again. */
function isSamePlace(a: Diagnostic, b: Diagnostic): boolean {
  return (
    a.file === b.file &&
    a.range.start.offset === b.range.start.offset &&
    a.range.end.offset === b.range.end.offset
  );
}
