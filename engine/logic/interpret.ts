import type { Logic } from '../../dsl/program/logic.ts';
import { argumentsOf, isOperation, operationOf, variableNames, variableOf } from './operation.ts';
import type { StrictOperator } from './operator.ts';
import { operatorOf } from './operators.ts';
import { isMissing, isTruthy } from './values.ts';
import type { LogicValue } from './values.ts';

/** A rule as nested functions: slower than generated code, but it runs where code may not be generated. */
export type Closure<Environment> = (environment: Environment) => LogicValue;

/** `reader` gives, once for each variable, the function that reads it. */
export function toClosure<E>(logic: Logic, reader: (path: string) => Closure<E>): Closure<E> {
  if (!isOperation(logic)) return literalClosure(logic, reader);
  const [name, rawArguments] = operationOf(logic);
  const operands = argumentsOf(rawArguments);
  const operator = operatorOf(name, operands.length);
  if (operator.kind === 'variable') {
    return operator.form === 'var' ? variableClosure(operands, reader) : missingClosure(operands, reader);
  }
  const closures = operands.map(operand => toClosure(operand, reader));
  if (operator.kind === 'strict') return strictClosure(operator, closures);
  return operator.form === 'if' ? ifClosure(closures) : logicalClosure(operator.form === 'and', closures);
}

function literalClosure<E>(
  logic: Exclude<Logic, object> | readonly Logic[],
  reader: (path: string) => Closure<E>,
): Closure<E> {
  if (logic === null || typeof logic !== 'object') return () => logic;
  const items = logic.map(item => toClosure(item, reader));
  return environment => items.map(item => item(environment));
}

function variableClosure<E>(operands: readonly Logic[], reader: (path: string) => Closure<E>): Closure<E> {
  const { path, fallback } = variableOf(operands);
  const read = reader(path);
  if (fallback === null) return read;
  return environment => read(environment) ?? fallback;
}

function missingClosure<E>(operands: readonly Logic[], reader: (path: string) => Closure<E>): Closure<E> {
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

function ifClosure<E>(closures: readonly Closure<E>[]): Closure<E> {
  return environment => {
    for (let index = 0; index + 1 < closures.length; index += 2) {
      if (isTruthy(closures[index]?.(environment))) return closures[index + 1]?.(environment) ?? null;
    }
    return closures.length % 2 === 1 ? (closures.at(-1)?.(environment) ?? null) : null;
  };
}

function logicalClosure<E>(untilFalse: boolean, closures: readonly Closure<E>[]): Closure<E> {
  return environment => {
    let value: LogicValue = null;
    for (const closure of closures) {
      value = closure(environment);
      if (isTruthy(value) !== untilFalse) return value;
    }
    return value;
  };
}
