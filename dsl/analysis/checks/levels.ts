import type { Diagnostic } from '../../diagnostics/index.ts';
import type { Logic } from '../../program/logic.ts';
import { exampleOf } from '../examples.ts';
import { removing } from '../fixes.ts';
import { partOf } from '../parts.ts';
import { rootsOf } from '../roots.ts';
import type { Root } from '../roots.ts';
import { operationOf, textOf } from '../solver/operation.ts';
import { isPossible, solve } from '../solver/solve.ts';
import { finding, textAt } from '../subject.ts';
import type { Subject } from '../subject.ts';

/** Levels of badges and tiers that are no harder than the level before them. */
export function checkLevels(subject: Subject): readonly Diagnostic[] {
  const roots = rootsOf(subject).filter(({ kind }) => kind === 'level');
  return roots.flatMap((higher, index) => {
    const lower = roots[index - 1];
    if (lower?.document !== higher.document) return [];
    return compareLevels(subject, lower, higher) ?? easierPart(subject, lower, higher) ?? [];
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

/** Beside something new a higher level asks for less of what the one before it asks for: most likely a zero too few. */
function easierPart({ conditions }: Subject, lower: Root, higher: Root): Diagnostic | undefined {
  // Of a badge a higher level may build on the award of a lower one.
  if (higher.document.kind !== 'tier') return undefined;
  const before = new Map(boundsOf(lower.logic).map(({ key, bound }) => [key, bound]));
  const easier = boundsOf(higher.logic).find(({ key, bound }) => bound < (before.get(key) ?? -Infinity));
  if (easier === undefined) return undefined;
  const own = conditions.filter(({ document }) => document === higher.document);
  const place = partOf(own, easier.logic) ?? higher;
  const [below, above] = [lower, higher].map(({ path }) => String(path[1]));
  const message = `\`${textAt(place)}\` decides nothing for \`${above}\`: \`${below}\` before it asks for more.`;
  return finding('level-not-higher', place, message, { expected: `more than \`${below}\` asks for` });
}

interface Bound {
  readonly logic: Logic;
  /** What is compared, and how. */
  readonly key: string;
  /** The greater, the harder to meet. */
  readonly bound: number;
}

/** The plain figures that a condition needs something to reach, or to stay below. */
function boundsOf(logic: Logic): readonly Bound[] {
  const operation = operationOf(logic);
  if (operation === undefined) return [];
  const { name, args } = operation;
  if (name === 'and') return args.flatMap(boundsOf);
  const [compared = null, figure] = args;
  const sign = HARDER[name];
  if (sign === undefined || typeof figure !== 'number') return [];
  return [{ logic, key: `${name} ${textOf(compared)}`, bound: sign * figure }];
}

const HARDER: Readonly<Record<string, number>> = { '>': 1, '>=': 1, '<': -1, '<=': -1 };
