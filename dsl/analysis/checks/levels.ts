import type { Diagnostic } from '../../diagnostics/index.ts';
import { exampleOf } from '../examples.ts';
import { removing } from '../fixes.ts';
import { rootsOf } from '../roots.ts';
import type { Root } from '../roots.ts';
import { isPossible, solve } from '../solver/solve.ts';
import { finding } from '../subject.ts';
import type { Subject } from '../subject.ts';

/** Levels of badges and tiers that are no harder than the level before them. */
export function checkLevels(subject: Subject): readonly Diagnostic[] {
  const roots = rootsOf(subject).filter(({ kind }) => kind === 'level');
  return roots.flatMap((higher, index) => {
    const lower = roots[index - 1];
    return lower?.document === higher.document ? (compareLevels(subject, lower, higher) ?? []) : [];
  });
}

function compareLevels(subject: Subject, lower: Root, higher: Root): Diagnostic | undefined {
  const { theory, program } = subject;
  const onLower = { logic: lower.logic, truth: true };
  const notHigher = { logic: higher.logic, truth: false };
  if (solve(theory, [onLower, notHigher]).kind !== 'never') return undefined;
  const both = solve(theory, [onLower]);
  // What is true of everybody or of nobody is told by itself.
  if (both.kind === 'never' || !isPossible(theory, [notHigher])) return undefined;
  const [below, above] = [lower, higher].map(({ path }) => String(path[1]));
  const message = `Whoever reaches \`${below}\` also meets \`${above}\`, so that \`${below}\` is no step on the way.`;
  const example =
    both.kind === 'possible'
      ? exampleOf(program, theory, both.example, [lower.logic, higher.logic], `${below} and ${above} at once`)
      : undefined;
  return finding('level-not-higher', higher, message, {
    example,
    expected: `a condition that is harder to meet than that of ${below}`,
    fixes: removing(lower.document, lower.path.slice(0, 2), below ?? ''),
  });
}
