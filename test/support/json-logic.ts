import jsonLogic from 'json-logic-js';
import type { RulesLogic } from 'json-logic-js';
import type { Logic } from '../../dsl/program/logic.ts';

type Operator = (...args: never[]) => unknown;

/** json-logic-js, the oracle of what compiled rules mean, with operators added to its own. */
export function jsonLogicWith(
  operators: Readonly<Record<string, Operator>>,
): (logic: Logic, data: unknown) => unknown {
  for (const [name, operator] of Object.entries(operators)) {
    jsonLogic.add_operation(name, operator as (...args: unknown[]) => unknown);
  }
  return (logic, data) => jsonLogic.apply(logic as RulesLogic, data);
}

const NICE = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The declared operators, written down once more from their definitions, as plainly as they can be. */
export const declaredOperators: Readonly<Record<string, Operator>> = {
  pow: (base: number, exponent: number) => base ** exponent,
  round_up: (value: number) => Math.ceil(value - Math.abs(value) * 1e-9),
  nice: (value: number) => {
    if (value <= 0) return 0;
    const power = Math.floor(Math.log10(value));
    const steps = NICE.map(step => Number(`${step}e${power}`));
    return steps.find(step => step >= value) ?? null;
  },
  largest: (...values: (number | null)[]) => extreme(values, Math.max),
  smallest: (...values: (number | null)[]) => extreme(values, Math.min),
  months_since: (time: number | null, now: number) => (time === null ? null : monthsBetween(time, now)),
  months_after: (time: number | null, count: number | null) =>
    time === null || count === null ? null : monthsLater(time, count),
  number: (value: unknown) => numberOf(value),
  text: (value: unknown) => {
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return typeof value === 'string' && value !== '' ? value : null;
  },
  boolean: (value: unknown) => {
    const text = String(value).toLowerCase();
    if (['true', 'yes', '1'].includes(text)) return true;
    return ['false', 'no', '0'].includes(text) ? false : null;
  },
  time: (value: unknown) => timeOf(value),
  compare: (a: unknown, b: unknown) => {
    const numbers = [numberOf(a), numberOf(b)];
    const [left, right] = numbers.includes(null) ? [timeOf(a), timeOf(b)] : numbers;
    return typeof left !== 'number' || typeof right !== 'number' ? null : Math.sign(left - right);
  },
  parse_time: (value: unknown, format: string) => {
    const number = numberOf(value);
    if (format === 'unix_ms') return number;
    if (format === 'unix_s') return number === null ? null : number * 1000;
    const match = /^(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d)$/.exec(String(value));
    if (format !== 'dd.MM.yyyy HH:mm' || match === null) return null;
    const [, day, month, year, hour, minute] = match.map(Number);
    return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute);
  },
  hour: (time: number | null) => (time === null ? null : new Date(time).getUTCHours()),
};

function extreme(values: readonly (number | null)[], pick: (...numbers: number[]) => number): number | null {
  const numbers = values.filter(value => value !== null);
  return numbers.length === 0 ? null : pick(...numbers);
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : null;
}

function timeOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value)) return null;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? null : ms;
}

function monthsLater(time: number, count: number): number {
  const date = new Date(time);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1));
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return first.getTime() + (Math.min(date.getUTCDate(), days) - 1) * 86_400_000 + (time % 86_400_000);
}

function monthsBetween(time: number, now: number): number {
  let months = Math.floor((now - time) / (31 * 86_400_000)) - 1;
  while (monthsLater(time, months + 1) <= now) months += 1;
  const start = monthsLater(time, months);
  return months + (now - start) / (monthsLater(time, months + 1) - start);
}
