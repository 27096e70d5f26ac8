import type { Logic } from '../../dsl/program/logic.ts';
import { argumentsOf, isOperation, operationOf, variableNames, variableOf } from './operation.ts';
import type { StrictOperator } from './operator.ts';
import { operatorOf } from './operators.ts';
import { isMissing, isTruthy } from './values.ts';
import type { LogicValue } from './values.ts';

/** A rule as nested functions: slower than generated code, but it runs where code may not be generated. */
export type Closure<Environment> = (environment: Environment) => LogicValue;

/** Gives the function that reads a variable. */
type Reader<Environment> = (path: string) => Closure<Environment>;

/** `reader` gives, once for each variable, the function that reads it. */
export function toClosure<E>(logic: Logic, reader: Reader<E>): Closure<E> {
  if (!isOperation(logic)) return literalClosure(logic, reader);
  const [name, rawArguments] = operationOf(logic);
  const operands = argumentsOf(rawArguments);
  const operator = operatorOf(name, operands.length);
  if (operator.kind === 'variable') {
    return operator.form === 'var' ? variableClosure(operands, reader) : missingClosure(operands, reader);
  }
  if (operator.kind === 'strict') {
    return strictClosure(
      operator,
      operands.map(operand => toClosure(operand, reader)),
    );
  }
  return operator.form === 'if'
    ? ifClosure(operands, reader)
    : logicalClosure(operator.form, operands, reader);
}

/** Whether the logic is true; the list of what is missing need not be made for that. */
function toTest<E>(logic: Logic, reader: Reader<E>): (environment: E) => boolean {
  if (isOperation(logic)) {
    const [name, rawArguments] = operationOf(logic);
    const operands = argumentsOf(rawArguments);
    if (name === 'missing') {
      const reads = variableNames(operands).map(reader);
      return environment => reads.some(read => isMissing(read(environment)));
    }
    if (name === 'and' || name === 'or') {
      const tests = operands.map(operand => toTest(operand, reader));
      if (name === 'and') return environment => tests.every(test => test(environment));
      return environment => tests.some(test => test(environment));
    }
  }
  const closure = toClosure(logic, reader);
  return environment => isTruthy(closure(environment));
}

function literalClosure<E>(logic: Exclude<Logic, object> | readonly Logic[], reader: Reader<E>): Closure<E> {
  if (logic === null || typeof logic !== 'object') return () => logic;
  const items = logic.map(item => toClosure(item, reader));
  return environment => items.map(item => item(environment));
}

function variableClosure<E>(operands: readonly Logic[], reader: Reader<E>): Closure<E> {
  const { path, fallback } = variableOf(operands);
  const read = reader(path);
  if (fallback === null) return read;
  return environment => read(environment) ?? fallback;
}

function missingClosure<E>(operands: readonly Logic[], reader: Reader<E>): Closure<E> {
  const reads = variableNames(operands).map(path => [path, reader(path)] as const);
  return environment => reads.filter(([, read]) => isMissing(read(environment))).map(([path]) => path);
}

function strictClosure<E>(operator: StrictOperator, closures: readonly Closure<E>[]): Closure<E> {
  const [first, second, third] = closures;
  const { evaluate } = operator;
  if (first === undefined) return () => evaluate();
  if (second === undefined) return environment => evaluate(first(environment));
  if (third === undefined) return environment => evaluate(first(environment), second(environment));
  return environment => evaluate(...closures.map(closure => closure(environment)));
}

function ifClosure<E>(operands: readonly Logic[], reader: Reader<E>): Closure<E> {
  const [condition = null, then, ...rest] = operands;
  if (then === undefined) return toClosure(condition, reader);
  const test = toTest(condition, reader);
  const yes = toClosure(then, reader);
  const no = rest.length === 0 ? () => null : ifClosure(rest, reader);
  return environment => (test(environment) ? yes(environment) : no(environment));
}

function logicalClosure<E>(form: 'and' | 'or', operands: readonly Logic[], reader: Reader<E>): Closure<E> {
  const untilFalse = form === 'and';
  const closures = operands.map(operand => toClosure(operand, reader));
  return environment => {
    let value: LogicValue = null;
    for (const closure of closures) {
      value = closure(environment);
      if (isTruthy(value) !== untilFalse) return value;
    }
    return value;
  };
}
