import {
  ALL_NUMBERS,
  ALL_TEXTS,
  atLeast,
  atMost,
  BOOLEAN,
  FALSE,
  interval,
  isNothing,
  lessThan,
  meet,
  MISSING,
  moreThan,
  NO_TEXTS,
  NOTHING,
  numbers,
  onlyTexts,
  otherTexts,
  point,
  texts,
  TRUE,
  wholeNumbersOf,
} from '../../analysis/domains/index.ts';
import type { Domain, Interval } from '../../analysis/domains/index.ts';
import type { Logic } from '../../program/logic.ts';
import { isOrdered } from '../../types/types.ts';
import { isList } from '../expressions/logic-vars.ts';
import type { CellTest } from './cells.ts';
import type { Column } from './columns.ts';

/** All that a column's value can be. */
export interface ColumnDomain {
  readonly all: Domain;
  /** Its numbers are whole: between 2 and 3 there is none. */
  readonly isWhole: boolean;
}

const WHOLE = /^metrics\.(count|days|distinct|streak|best_streak|open)\(/;

export function domainOfColumn({ info, mayBeMissing }: Column): ColumnDomain {
  const path = variableOf(info.logic) ?? '';
  const isWhole = WHOLE.test(path) || path === 'standing.active_missions';
  const there = presentDomain(info.type, info.values, path, isWhole);
  return { all: mayBeMissing ? { ...there, missing: true } : there, isWhole };
}

function presentDomain(
  type: Column['info']['type'],
  values: readonly string[] | undefined,
  path: string,
  isWhole: boolean,
): Domain {
  if (type === 'boolean') return BOOLEAN;
  if (type === 'text') return texts(values === undefined ? ALL_TEXTS : onlyTexts(values));
  if (path.startsWith('scores.')) return numbers(interval(0, 100));
  if (isWhole) return numbers(atLeast(0));
  return isOrdered(type) ? numbers(ALL_NUMBERS) : { ...NOTHING, numbers: ALL_NUMBERS, texts: ALL_TEXTS };
}

/** The values for which a test holds, as domains side by side; undefined where it depends on more than constants. */
export function domainsOfTest(
  { logic, asks }: CellTest,
  column: Column,
  { all, isWhole }: ColumnDomain,
): readonly Domain[] | undefined {
  if (asks === 'missing') return [MISSING];
  if (asks === 'present') return [{ ...all, missing: false }];
  const found = solve(logic, JSON.stringify(column.info.logic));
  return found?.map(domain => meet(isWhole ? onlyWhole(domain) : domain, all)).filter(one => !isNothing(one));
}

export function onlyWhole(domain: Domain): Domain {
  return domain.numbers === undefined ? domain : { ...domain, numbers: wholeNumbersOf(domain.numbers) };
}

type Constant = number | string | boolean;

/** `column` is the JSON of the column's own logic. */
function solve(logic: Logic, column: string): readonly Domain[] | undefined {
  if (JSON.stringify(logic) === column) return [TRUE];
  if (logic === null || typeof logic !== 'object' || isList(logic)) return undefined;
  const [operator = '', given = null] = Object.entries(logic)[0] ?? [];
  const args = isList(given) ? given : [given];
  const [first = null, second = null, third] = args;
  if (operator === '!') return JSON.stringify(first) === column ? [FALSE] : notIn(first, column);
  if (operator === '<=' && third !== undefined && JSON.stringify(second) === column)
    return between(first, third);
  if (JSON.stringify(first) !== column || third !== undefined) return undefined;
  if (operator === 'in') return listOf(second)?.map(exact);
  return isConstant(second) ? COMPARED[operator]?.(second) : undefined;
}

const COMPARED: Readonly<Record<string, (value: Constant) => readonly Domain[] | undefined>> = {
  '===': value => [exact(value)],
  '!==': value => othersThan([value]),
  '<': value => range(value, lessThan),
  '<=': value => range(value, atMost),
  '>': value => range(value, moreThan),
  '>=': value => range(value, atLeast),
};

function range(value: Constant, make: (bound: number) => Interval): readonly Domain[] | undefined {
  return typeof value === 'number' ? [numbers(make(value))] : undefined;
}

function between(low: Logic, high: Logic): readonly Domain[] | undefined {
  if (typeof low !== 'number' || typeof high !== 'number') return undefined;
  const found = interval(low, high);
  return found === undefined ? [] : [numbers(found)];
}

function notIn(logic: Logic, column: string): readonly Domain[] | undefined {
  if (logic === null || typeof logic !== 'object' || isList(logic)) return undefined;
  const args = logic['in'];
  if (args === undefined || !isList(args) || JSON.stringify(args[0]) !== column) return undefined;
  const values = listOf(args[1] ?? null);
  return values && othersThan(values);
}

/** Everything but the values: the stretches of numbers between them, and all other texts. */
function othersThan(values: readonly Constant[]): readonly Domain[] {
  const figures = values.filter(value => typeof value === 'number').toSorted((a, b) => a - b);
  if (figures.length === 0) {
    const named = values.filter(value => typeof value === 'string');
    const without = (value: boolean): boolean => !values.includes(value);
    return [{ ...NOTHING, yes: without(true), no: without(false), texts: otherTexts(onlyTexts(named)) }];
  }
  const ends = [-Infinity, ...figures, Infinity];
  return ends.slice(1).flatMap((high, index) => {
    const found = interval(ends[index] ?? -Infinity, high, { lowOpen: true, highOpen: true });
    return found === undefined ? [] : [{ ...numbers(found), texts: NO_TEXTS }];
  });
}

function exact(value: Constant): Domain {
  if (typeof value === 'boolean') return value ? TRUE : FALSE;
  return typeof value === 'number' ? numbers(point(value)) : texts(onlyTexts([value]));
}

function listOf(logic: Logic): readonly Constant[] | undefined {
  return isList(logic) && logic.every(isConstant) ? logic : undefined;
}

function isConstant(logic: Logic): logic is Constant {
  return typeof logic === 'number' || typeof logic === 'string' || typeof logic === 'boolean';
}

function variableOf(logic: Logic): string | undefined {
  if (logic === null || typeof logic !== 'object' || isList(logic)) return undefined;
  const path = logic['var'];
  return typeof path === 'string' ? path : undefined;
}
