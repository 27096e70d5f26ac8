import type { Logic } from '../../program/logic.ts';
import { exactly, middleOf } from '../domains/index.ts';
import type { Interval } from '../domains/index.ts';
import { evaluate, isTrue } from './evaluate.ts';
import type { Read, Value } from './evaluate.ts';
import { candidates, choose, PREFERENCES } from './candidates.ts';
import type { Choose } from './candidates.ts';
import { areConsistent, withReadings } from './readings.ts';
import { keysBehind } from './keys-behind.ts';
import { undecided } from './decisions.ts';
import { textOf } from './operation.ts';
import type { Reasoning } from './operator-row.ts';
import { createReasoning } from './reasoning.ts';
import { createState } from './state.ts';
import type { State } from './state.ts';
import type { Goal, Theory } from './theory.ts';

/** One customer: the value of every variable that matters. */
export type Example = ReadonlyMap<string, Value>;

export type Verdict =
  /** No customer at all. */
  | { readonly kind: 'never' }
  /** This one, verified by running the rules. */
  | { readonly kind: 'possible'; readonly example: Example }
  /** Neither was found within the bound on work. */
  | { readonly kind: 'unknown' };

const MAX_STATES = 120;
const MAX_ROUNDS = 12;

interface Open {
  readonly goals: readonly Goal[];
  readonly state: State;
}

/**
 * Whether any customer meets all goals: conditions are narrowed until nothing changes, then what is still undecided is
 * taken both ways. "Never" is said only where every way ends in a contradiction.
 */
export function solve(theory: Theory, goals: readonly Goal[], maxStates = MAX_STATES): Verdict {
  const reasoning = createReasoning(theory);
  if (!reasoning.goesOn()) return { kind: 'unknown' };
  const all = [...goals, ...theory.laws(goals)];
  const start = createState(key => theory.variable(key));
  for (const key of keysBehind(all, path => theory.definition(path))) start.get(key);
  const open: Open[] = [{ goals: all, state: start }];
  let complete = true;
  for (let count = 0; open.length > 0; count += 1) {
    if (count >= maxStates || !reasoning.goesOn()) return { kind: 'unknown' };
    const next = open.pop();
    if (next === undefined || !settle(reasoning, next)) continue;
    const example = findExample(theory, reasoning, next);
    if (example !== undefined) return { kind: 'possible', example };
    const ways = split(theory, reasoning, next);
    if (ways.length === 0) complete = false;
    open.push(...ways);
  }
  return { kind: complete ? 'never' : 'unknown' };
}

/** Whether there may be a customer who meets all goals: false only where there surely is none. */
export function isPossible(theory: Theory, goals: readonly Goal[]): boolean {
  return solve(theory, goals).kind !== 'never';
}

/** The value of a rule for an example. */
export function valueFor(theory: Theory, logic: Logic, example: Example): Value {
  return evaluate(logic, readerOf(theory, example));
}

/** Narrows by all goals until nothing changes; false where they contradict each other. */
function settle(reasoning: Reasoning, { goals, state }: Open): boolean {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { version } = state;
    if (!goals.every(({ logic, truth }) => reasoning.assume(logic, truth, state))) return false;
    if (state.version === version) return true;
  }
  return true;
}

/** A customer of the state, the plainest first; else values are fixed one by one, and each narrows the others. */
function findExample(theory: Theory, reasoning: Reasoning, { goals, state }: Open): Example | undefined {
  for (const values of candidates(state.variables(), state, key => theory.usual(key))) {
    const example = verified(theory, goals, values);
    if (example !== undefined) return example;
  }
  for (const prefer of PREFERENCES) {
    const values = fixOneByOne(theory, reasoning, { goals, state }, prefer);
    const example = values && verified(theory, goals, values);
    if (example !== undefined) return example;
  }
  return undefined;
}

function verified(theory: Theory, goals: readonly Goal[], chosen: Example): Example | undefined {
  const values = withReadings(path => theory.definition(path), chosen);
  const read = readerOf(theory, values);
  if (!areConsistent(values, read)) return undefined;
  return goals.every(({ logic, truth }) => isTrue(logic, read) === truth) ? values : undefined;
}

function fixOneByOne(
  theory: Theory,
  reasoning: Reasoning,
  { goals, state }: Open,
  prefer: Choose,
): Example | undefined {
  const rest = state.copy();
  const values = new Map<string, Value>();
  for (const key of state.variables()) {
    const value = choose(prefer, rest.get(key), theory.usual(key));
    values.set(key, value);
    if (!rest.restrict(key, exactly(value)) || !settle(reasoning, { goals, state: rest })) return undefined;
  }
  return values;
}

function readerOf(theory: Theory, values: Example): Read {
  const known = new Map(values);
  const read: Read = key => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const defined = theory.definition(key);
    const value = defined === undefined ? null : evaluate(defined, read);
    known.set(key, value);
    return value;
  };
  return read;
}

/** The ways in which what is undecided can come out. */
function split(theory: Theory, reasoning: Reasoning, { goals, state }: Open): readonly Open[] {
  const logics = goals.map(({ logic }) => logic);
  const [condition] = undecided(logics, state, reasoning, new Set(logics.map(logic => textOf(logic))));
  if (condition !== undefined) {
    return [false, true].map(truth => ({
      goals: [...goals, { logic: condition, truth }],
      state: state.copy(),
    }));
  }
  return halves(theory, state).map(half => ({ goals, state: half }));
}

/** Cuts the widest range of numbers in two, where ranges rather than conditions are what is undecided. */
function halves(theory: Theory, state: State): readonly State[] {
  const ranges = state.variables().flatMap(key => {
    const { numbers } = state.get(key);
    return numbers === undefined || numbers.low === numbers.high ? [] : [{ key, numbers }];
  });
  const [widest] = ranges.toSorted((a, b) => widthOf(b.numbers) - widthOf(a.numbers));
  if (widest === undefined || widthOf(widest.numbers) < 1e-9) return [];
  const middle = cutOf(widest.numbers);
  const below = state.copy();
  const above = state.copy();
  const domain = state.get(widest.key);
  const inLow = below.restrict(widest.key, {
    ...domain,
    numbers: { ...widest.numbers, high: middle, highOpen: false },
  });
  const inHigh = above.restrict(widest.key, {
    ...domain,
    numbers: { ...widest.numbers, low: middle, lowOpen: true },
  });
  return [...(inHigh ? [above] : []), ...(inLow ? [below] : [])];
}

function widthOf({ low, high }: Interval): number {
  if (low === -Infinity || high === Infinity) return Infinity;
  return (high - low) / Math.max(1, Math.abs(low), Math.abs(high));
}

/** Where a range is cut: well inside, away from infinity by growing steps. */
function cutOf(range: Interval): number {
  return range.low === -Infinity && range.high > 0 ? 0 : middleOf(range);
}
