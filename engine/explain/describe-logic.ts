import { featureText } from '../../dsl/compile/keys.ts';
import { isList } from '../../dsl/compile/expressions/logic-vars.ts';
import type { Logic, TypeName } from '../../dsl/program/logic.ts';
import type { Program } from '../../dsl/program/program.ts';
import { formatValue } from './format-value.ts';

const INFIX: Readonly<Record<string, string>> = {
  '===': '=',
  '!==': '≠',
  '==': '=',
  '<': '<',
  '<=': '≤',
  '>': '>',
  '>=': '≥',
  '+': '+',
  '-': '−',
  '*': '×',
  '/': '÷',
  and: 'and',
  or: 'or',
};

/** Types of the variables that only a mission at hand has, by path. */
export type LocalTypes = Readonly<Record<string, TypeName>>;

/** A compiled rule in the rule language's words, figures in the units of what they stand beside. */
export function describeLogic(
  logic: Logic,
  program: Program,
  types: LocalTypes = {},
  type: TypeName = typeOfLogic(logic, program, types),
): string {
  if (logic === null) return 'missing';
  if (typeof logic !== 'object') return typeof logic === 'string' ? `"${logic}"` : formatValue(logic, type);
  if (isList(logic)) return logic.map(item => describeLogic(item, program, types)).join(', ');
  const [operator, args] = operationOf(logic);
  if (operator === 'var') return nameOf(args[0]);
  if (operator === 'if') return describeIf(args, program, types, type);
  if (operator === '!') return `not (${describeLogic(args[0] ?? null, program, types)})`;
  if (operator === '!!') return describeLogic(args[0] ?? null, program, types);
  if (operator === 'missing') return `${args.map(nameOf).join(', ')} is missing`;
  if (operator === 'in')
    return `${describeLogic(args[0] ?? null, program, types)} in [${describeLogic(args[1] ?? null, program, types)}]`;
  const inner = ['*', '/'].includes(operator) ? 'number' : argumentType(args, program, types);
  const texts = args.map(arg =>
    describeLogic(arg, program, types, typeof arg === 'object' ? undefined : inner),
  );
  if (operator === '<=' && texts.length === 3) return `${texts[1]} between ${texts[0]} and ${texts[2]}`;
  const sign = INFIX[operator];
  if (sign === undefined) return `${operator}(${texts.join(', ')})`;
  return texts
    .map((text, index) => (isCompound(args[index]) && sign !== 'and' ? `(${text})` : text))
    .join(` ${sign} `);
}

/** The one operator of a rule and its arguments as a list. */
export function operationOf(logic: {
  readonly [operator: string]: Logic;
}): readonly [string, readonly Logic[]] {
  const [entry] = Object.entries(logic);
  if (entry === undefined) return ['', []];
  const [operator, argument] = entry;
  return [operator, isList(argument) ? argument : [argument]];
}

/** What kind of quantity a compiled value is, so far as its variables tell. */
export function typeOfLogic(logic: Logic, program: Program, types: LocalTypes = {}): TypeName {
  if (logic === null || typeof logic !== 'object') return typeof logic === 'string' ? 'text' : 'number';
  if (isList(logic)) return logic[0] === undefined ? 'any' : typeOfLogic(logic[0], program, types);
  const [operator, args] = operationOf(logic);
  if (operator === 'var') return typeOfVariable(String(args[0]), program, types);
  if (operator === 'if') return typeOfLogic(args.at(-1) ?? null, program, types);
  if (operator === 'months_after') return 'time';
  if (operator === '-' && args.every(arg => typeOfLogic(arg, program, types) === 'time')) return 'duration';
  if (['+', '-', 'smallest', 'largest', 'nice', 'round_up', 'min', 'max'].includes(operator))
    return argumentType(args, program, types);
  return 'number';
}

function typeOfVariable(path: string, program: Program, types: LocalTypes): TypeName {
  const local = types[path];
  if (local !== undefined) return local;
  const name = path.slice(path.indexOf('.') + 1);
  if (path.startsWith('metrics.')) return program.manifest.features[name]?.type ?? 'any';
  if (path.startsWith('named.')) return program.named.find(({ id }) => id === name)?.value.type ?? 'any';
  if (path === 'standing.points_balance' || path === 'standing.points_pending') return 'points';
  if (path === 'now' || path === 'first_seen') return 'time';
  return 'number';
}

function argumentType(args: readonly Logic[], program: Program, types: LocalTypes): TypeName {
  const typed = args.find(arg => typeof arg === 'object' && arg !== null);
  return typed === undefined ? 'number' : typeOfLogic(typed, program, types);
}

function nameOf(path: Logic | undefined): string {
  if (typeof path !== 'string') return '';
  if (path.startsWith('metrics.'))
    return featureText(path.slice('metrics.'.length)).replace(/,(?=\S)/g, ', ');
  return path.replace(/^(named|scores|segments|standing|mission\.fixed|mission)\./, '');
}

/** The guard `if missing then y else x` is what `x otherwise y` compiles to. */
function describeIf(args: readonly Logic[], program: Program, types: LocalTypes, type: TypeName): string {
  const [condition = null, then = null, otherwise = null] = args;
  if (isGuard(condition)) {
    const value = describeLogic(otherwise, program, types, type);
    return then === null ? value : `${value} otherwise ${describeLogic(then, program, types, type)}`;
  }
  return `if ${describeLogic(condition, program, types)} then ${describeLogic(then, program, types, type)} else ${describeLogic(otherwise, program, types, type)}`;
}

/** Whether a condition asks for nothing but missing values and zero divisors. */
export function isGuard(logic: Logic): boolean {
  if (logic === null || typeof logic !== 'object' || isList(logic)) return false;
  const [operator, args] = operationOf(logic);
  if (operator === 'missing') return true;
  if (operator === '!!' || operator === 'or') return args.every(isGuard);
  return operator === '===' && (args[1] === 0 || args[1] === null);
}

function isCompound(logic: Logic | undefined): boolean {
  if (logic === undefined || logic === null || typeof logic !== 'object' || isList(logic)) return false;
  const [operator] = operationOf(logic);
  return ['+', '-', 'or', 'and', 'if'].includes(operator);
}
