import { keysBehind } from '../solver/keys-behind.ts';
import { solve, valueFor } from '../solver/solve.ts';
import type { Example } from '../solver/solve.ts';
import type { Goal, Theory } from '../solver/theory.ts';

/** Finds the earlier segment of the same customers, in whatever words; a segment without one is remembered. */
export type FindTwin = (segment: string) => string | undefined;

/** Segments over the same variables, told apart by customers who are in one and not in the other. */
type Tree =
  | { readonly kind: 'leaf'; readonly segments: readonly string[] }
  | { readonly kind: 'fork'; readonly customer: Example; readonly inside: Tree; readonly outside: Tree };

interface Group {
  readonly keys: ReadonlySet<string>;
  tree: Tree;
}

/**
 * A customer who tells two segments apart tells apart most others of the same variables, so that a segment is
 * reasoned about beside the few that no known customer tells it from, not beside all that there are.
 */
export function createFindTwin(theory: Theory): FindTwin {
  const groups = new Map<string, Group>();
  return segment => {
    const keys = keysBehind([isIn(segment)], path => theory.definition(path));
    const near = [...groups.values()].flatMap(group => compared(theory, segment, keys, group));
    const twin = near.find(other => isTwin(theory, segment, other));
    if (twin !== undefined) return twin;
    const name = [...keys].sort().join(' ');
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { keys, tree: leaf(segment) });
    else group.tree = planted(theory, segment, group.tree);
    return undefined;
  };
}

/** Those of a group that may be a segment's twins; one that reads other variables altogether has none there. */
function compared(
  theory: Theory,
  segment: string,
  keys: ReadonlySet<string>,
  { keys: theirs, tree }: Group,
): readonly string[] {
  if (isWithin(keys, theirs)) return leafOf(theory, segment, tree).segments;
  return isWithin(theirs, keys) ? segmentsOf(tree) : [];
}

function isWithin(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return part.size <= whole.size && [...part].every(key => whole.has(key));
}

function isTwin(theory: Theory, segment: string, other: string): boolean {
  const never = (...goals: readonly Goal[]): boolean => solve(theory, goals).kind === 'never';
  return (
    never(isIn(segment), isOutside(other)) && never(isIn(other), isOutside(segment)) && !never(isIn(segment))
  );
}

function planted(theory: Theory, segment: string, tree: Tree): Tree {
  if (tree.kind === 'leaf') return forked(theory, segment, tree.segments);
  return includes(theory, segment, tree.customer)
    ? { ...tree, inside: planted(theory, segment, tree.inside) }
    : { ...tree, outside: planted(theory, segment, tree.outside) };
}

/** Told apart by a customer if there is one for all; what none is found for stays together. */
function forked(theory: Theory, segment: string, others: readonly string[]): Tree {
  const [other] = others;
  if (other === undefined || others.length > 1) return { kind: 'leaf', segments: [...others, segment] };
  const inside = solve(theory, [isIn(segment), isOutside(other)]);
  if (inside.kind === 'possible')
    return { kind: 'fork', customer: inside.example, inside: leaf(segment), outside: leaf(other) };
  const outside = solve(theory, [isIn(other), isOutside(segment)]);
  if (outside.kind === 'possible')
    return { kind: 'fork', customer: outside.example, inside: leaf(other), outside: leaf(segment) };
  return { kind: 'leaf', segments: [other, segment] };
}

function leafOf(theory: Theory, segment: string, tree: Tree): Extract<Tree, { kind: 'leaf' }> {
  if (tree.kind === 'leaf') return tree;
  return leafOf(theory, segment, includes(theory, segment, tree.customer) ? tree.inside : tree.outside);
}

function segmentsOf(tree: Tree): readonly string[] {
  return tree.kind === 'leaf' ? tree.segments : [...segmentsOf(tree.inside), ...segmentsOf(tree.outside)];
}

function includes(theory: Theory, segment: string, customer: Example): boolean {
  return valueFor(theory, isIn(segment).logic, customer) === true;
}

function leaf(segment: string): Tree {
  return { kind: 'leaf', segments: [segment] };
}

function isIn(segment: string): Goal {
  return { logic: { var: `segments.${segment}` }, truth: true };
}

function isOutside(segment: string): Goal {
  return { logic: { var: `segments.${segment}` }, truth: false };
}
