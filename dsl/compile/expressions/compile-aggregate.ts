import { pathOf } from '../../check/reads.ts';
import type { FeatureRegistry, ResolvedAggregate, StreamLeaf } from '../../check/scope.ts';
import type { Typed, TypedAggregate } from '../../check/typed.ts';
import type { Logic } from '../../program/logic.ts';
import { printExpression } from '../../syntax/print-expression.ts';
import { anyOf, conditionOf, isNever, nullable, present, readOf } from './missing.ts';
import type { Compiled } from './missing.ts';
import { ownValue } from '../../program/own-value.ts';

type CompilePart = (part: Typed, attribute: (name: string) => Compiled) => Compiled;
type Leaf = ResolvedAggregate['leaves'][number];

/** Tells the registry what an aggregate counts of each event type that flows into its stream; gives its key. */
export function registerAggregate(
  node: TypedAggregate,
  features: FeatureRegistry,
  compile: CompilePart,
): string {
  const leaves = node.stream.leaves.map(leaf => compileLeaf(node, leaf, compile));
  const counting = leaves.filter(leaf => leaf.where !== false);
  return features.aggregate({
    function: node.function,
    text: printExpression(node.source),
    type: node.type,
    leaves: counting.length > 0 ? counting : leaves,
    ...(node.fixed === undefined ? {} : { fixedName: node.fixed.name }),
    readsTime: node.attribute === 'time',
    ofGap: node.ofGap,
    ...(node.window === undefined ? {} : { window: node.window }),
    ...(node.streak === undefined ? {} : { streak: node.streak }),
    ...(node.last === undefined ? {} : { last: node.last }),
  });
}

function compileLeaf(node: TypedAggregate, leaf: StreamLeaf, compile: CompilePart): Leaf {
  const attribute = (name: string): Compiled => readAttribute(node, leaf, name);
  const own = compileWhere(node.where, part => compile(part, attribute));
  const judged = node.function === 'open' || node.streak?.unit === 'each';
  const where = judged ? leaf.where : joinConditions(leaf.where, own);
  const value = node.attribute === undefined ? undefined : readValue(node, attribute(node.attribute).logic);
  return {
    event: leaf.event,
    ...(where === undefined ? {} : { where }),
    ...(value === undefined ? {} : { value }),
    ...(node.fixed === undefined ? {} : { matches: attribute(node.fixed.attribute).logic }),
    ...(judged ? { condition: own ?? true } : {}),
  };
}

function readAttribute(node: TypedAggregate, leaf: StreamLeaf, name: string): Compiled {
  const reading = Object.hasOwn(leaf.readings, name) ? leaf.readings[name] : undefined;
  const logic: Logic = reading ?? { var: `event.${name}` };
  const literal = logic === null || typeof logic !== 'object';
  if (literal || ownValue(node.stream.attributes, name)?.missing !== true) return present(logic);
  const path = pathOf(logic);
  return path === undefined ? nullable(logic) : readOf(path);
}

/** What is summed of values of no known type are those that are numbers. */
function readValue(node: TypedAggregate, logic: Logic): Logic {
  const type = ownValue(node.stream.attributes, node.attribute ?? '')?.type;
  return type === 'any' && node.type !== 'any' ? { number: [logic] } : logic;
}

/**
 * Conditions on an event, all to hold; an event without an attribute that they name does not count. Where a missing
 * attribute makes its part false by itself, no guard is written.
 */
function compileWhere(parts: readonly Typed[], compile: (part: Typed) => Compiled): Logic | undefined {
  const compiled = parts.map(part => ({ ...compile(part), safe: falseIfMissing(part) }));
  if (compiled.some(part => part.logic === false)) return false;
  const tests = compiled.filter(part => part.logic !== true);
  const missing = anyOf(tests.filter(part => !part.safe).map(part => part.missing));
  const logics = tests.map(part => part.logic);
  const all: readonly Logic[] = isNever(missing) ? logics : [{ '!': [conditionOf(missing)] }, ...logics];
  const [only] = all;
  return all.length > 1 ? { and: all } : only;
}

function falseIfMissing(part: Typed): boolean {
  if (part.kind === 'attribute') return true;
  if (part.kind === 'compare' && part.operator === '=')
    return part.left.kind === 'attribute' && isGiven(part.right);
  return part.kind === 'in' && !part.negated && part.value.kind === 'attribute' && part.items.every(isGiven);
}

function isGiven(value: Typed): boolean {
  return value.kind === 'constant' && value.value !== '';
}

function joinConditions(first: Logic | undefined, second: Logic | undefined): Logic | undefined {
  if (first === undefined || second === undefined || second === false) return second ?? first;
  return { and: [...conjuncts(first), ...conjuncts(second)] };
}

function conjuncts(logic: Logic): readonly Logic[] {
  const parts = logic !== null && typeof logic === 'object' && 'and' in logic ? logic.and : undefined;
  return Array.isArray(parts) ? (parts as readonly Logic[]) : [logic];
}
