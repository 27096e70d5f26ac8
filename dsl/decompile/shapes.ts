import type { FunctionRow } from '../check/functions.ts';
import { FUNCTIONS, MAPPING_FUNCTIONS } from '../check/functions.ts';
import type { Logic } from '../program/logic.ts';
import { isOperation, operandsOf } from './operation.ts';

/** An argument of a recognised call, and where it stands under the call: `/max/1`. */
export interface Argument {
  readonly logic: Logic;
  readonly steps: readonly (string | number)[];
}

export interface RecognisedCall {
  readonly row: FunctionRow;
  readonly args: readonly Argument[];
}

/**
 * The function whose compiled form some logic is, found by the functions' own rows: `{"max": [0, {"*": [100, …]}]}` is
 * `ramp(…)`.
 */
export function recogniseCall(logic: Logic): RecognisedCall | undefined {
  for (const { row, shape, holes } of SHAPES) {
    const found = new Map<Logic, Argument>();
    if (!matches(shape, logic, [], holes, found)) continue;
    const args = holes.map(hole => found.get(hole));
    if (args.every(arg => arg !== undefined)) return { row: likelier(row, args), args };
  }
  return recogniseVariadic(logic);
}

interface Shape {
  readonly row: FunctionRow;
  readonly shape: Logic;
  /** What stands in the shape for each argument. */
  readonly holes: readonly Logic[];
}

/** Largest first: a shape may hold another. */
const SHAPES: readonly Shape[] = [...FUNCTIONS, ...MAPPING_FUNCTIONS]
  .filter(({ variadic, name }) => !variadic && name !== 'field' && name !== 'ratio_to_own')
  .map(row => {
    const holes = row.parameters.map(({ name }) => ({ var: `argument ${name}` }));
    return { row, shape: row.logic(holes), holes };
  })
  .toSorted((a, b) => JSON.stringify(b.shape).length - JSON.stringify(a.shape).length);

const VARIADIC: ReadonlyMap<string, FunctionRow> = new Map(
  FUNCTIONS.filter(({ variadic }) => variadic).map(row => [row.name, row]),
);

function recogniseVariadic(logic: Logic): RecognisedCall | undefined {
  if (!isOperation(logic)) return undefined;
  const { name, operands } = operandsOf(logic);
  const row = VARIADIC.get(name);
  if (row === undefined || operands.length < row.parameters.length) return undefined;
  return { row, args: operands.map((operand, index) => ({ logic: operand, steps: [name, index] })) };
}

const RATIO = FUNCTIONS.find(({ name }) => name === 'ratio_to_own');

/** A share of what is usual has a name of its own, though it compiles to what every ramp compiles to. */
function likelier(row: FunctionRow, args: readonly Argument[]): FunctionRow {
  const full = JSON.stringify(args[1]?.logic ?? null);
  return row.name === 'ramp' && RATIO !== undefined && full.startsWith('{"var":"metrics.usual(')
    ? RATIO
    : row;
}

function matches(
  shape: Logic,
  logic: Logic,
  steps: Argument['steps'],
  holes: readonly Logic[],
  found: Map<Logic, Argument>,
): boolean {
  if (holes.includes(shape)) {
    if (found.has(shape)) return false;
    found.set(shape, { logic, steps });
    return true;
  }
  if (shape === null || typeof shape !== 'object') return shape === logic;
  if (logic === null || typeof logic !== 'object') return isZone(shape) && typeof logic === 'string';
  if (Array.isArray(shape) !== Array.isArray(logic)) return false;
  const [left, right] = [Object.entries(shape), Object.entries(logic)];
  return (
    left.length === right.length &&
    left.every(([key, part], index) => {
      const [otherKey, other] = right[index] ?? [];
      const step = Array.isArray(shape) ? index : key;
      return key === otherKey && other !== undefined && matches(part, other, [...steps, step], holes, found);
    })
  );
}

/** Mappings are bound to their deployment's zone. */
function isZone(shape: Logic): boolean {
  return isOperation(shape) && shape['var'] === 'zone';
}
