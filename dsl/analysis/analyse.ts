import type { Compiled } from '../compile/program.ts';
import { inOrder } from '../diagnostics/index.ts';
import type { Diagnostic, DiagnosticCode } from '../diagnostics/index.ts';
import { checkBadgePoints } from './checks/badge-points.ts';
import { checkBudgets } from './checks/budgets.ts';
import { checkConditions } from './checks/conditions.ts';
import { checkCounted } from './checks/counted.ts';
import { checkCovered } from './checks/covered.ts';
import { checkDuplicates } from './checks/duplicates.ts';
import { checkFits } from './checks/fits.ts';
import { checkGoals } from './checks/goals.ts';
import { checkImplied } from './checks/implied.ts';
import { checkLadders } from './checks/ladders.ts';
import { checkLevels } from './checks/levels.ts';
import { checkMissions } from './checks/missions.ts';
import { checkOwnAwards } from './checks/own-awards.ts';
import { checkPolicy } from './checks/policy.ts';
import { checkTerms } from './checks/terms.ts';
import { checkUnused } from './checks/unused.ts';
import { soundPart } from './sound-part.ts';
import type { CompiledProgram } from './sound-part.ts';
import { createSubject } from './subject.ts';
import type { Subject } from './subject.ts';

/** `before` is what the checks in front of it have found. */
type Check = (subject: Subject, before: readonly Diagnostic[]) => readonly Diagnostic[];

const CHECKS: readonly Check[] = [
  checkConditions,
  checkImplied,
  checkCounted,
  checkTerms,
  checkLadders,
  checkLevels,
  checkBadgePoints,
  checkOwnAwards,
  checkMissions,
  checkGoals,
  checkFits,
  checkCovered,
  checkPolicy,
  checkBudgets,
  checkDuplicates,
  checkUnused,
];

/**
 * What is wrong with rules that compile, seen together: conditions that nobody or everybody meets, levels that do not
 * rise, missions that never have a place. Each with an example customer, or the word that there is none. Of rules that
 * do not compile the same is told of those that do, except for what only follows from what is left out.
 */
export function analyse(compiled: Compiled): readonly Diagnostic[] {
  const { documents, program } = compiled;
  const key = program ?? documents;
  const found =
    known.get(key) ?? (program ? lookThrough({ ...compiled, program }) : lookThroughPart(compiled));
  known.set(key, found);
  return found;
}

const known = new WeakMap<object, readonly Diagnostic[]>();

function lookThrough(compiled: CompiledProgram): readonly Diagnostic[] {
  const { diagnostics, program } = compiled;
  const subject = createSubject(compiled, program);
  const found = CHECKS.reduce<readonly Diagnostic[]>(
    (before, check) => [...before, ...check(subject, before)],
    [],
  );
  return inOrder(found.filter(problem => !diagnostics.some(known => isSamePlace(known, problem))));
}

function lookThroughPart(compiled: Compiled): readonly Diagnostic[] {
  const part = soundPart(compiled);
  if (part === undefined) return [];
  const policy = part.documents.find(({ kind }) => kind === 'policy');
  const isWhole = policy !== undefined && compiled.documents.includes(policy);
  return lookThrough(part).filter(
    ({ code, file, range }) =>
      !NEEDS_ALL.has(code) &&
      (isWhole || !NEEDS_POLICY.has(code)) &&
      !compiled.diagnostics.some(known => isSamePlace(known, { file, range })),
  );
}

/** What may be so only because a rule is left out. */
const NEEDS_ALL: ReadonlySet<DiagnosticCode> = new Set(['name-unused', 'policy-limit-unused']);

/** What may be so only because a part of the policy is left out. */
const NEEDS_POLICY: ReadonlySet<DiagnosticCode> = new Set([
  'policy-no-place', 'reward-over-budget', 'rewards-over-budget',
]); // prettier-ignore

/** What the compiler has said of a place need not be said again. */
function isSamePlace(a: Place, b: Place): boolean {
  return (
    a.file === b.file &&
    a.range.start.offset === b.range.start.offset &&
    a.range.end.offset === b.range.end.offset
  );
}

type Place = Pick<Diagnostic, 'file' | 'range'>;
