import type { Logic } from '../program/logic.ts';
import type { TypePattern } from './operators.ts';

export interface Parameter {
  readonly name: string;
  readonly type: TypePattern;
  readonly doc: string;
}

/** One function of the language: how it is checked, compiled, completed and shown. */
export interface FunctionRow {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** The last parameter may be repeated. */
  readonly variadic: boolean;
  readonly result: TypePattern;
  readonly doc: string;
  readonly example: string;
  /** Missing only where all arguments are; otherwise one missing argument is enough. */
  readonly skipsMissing: boolean;
  /** Gives null for arguments that it cannot read. */
  readonly givesNull?: boolean;
  /** The arguments that must not be 0: there the result is missing. */
  readonly divisors?: readonly number[];
  /** The compiled form over compiled arguments. */
  logic(args: readonly Logic[]): Logic;
}

const T: TypePattern = 'T';

/** Functions of all rules; aggregates and what belongs to mappings alone have tables of their own. */
export const FUNCTIONS: readonly FunctionRow[] = [
  {
    ...row(
      'ramp',
      'Points from 0 to 100, in proportion to x up to the full value.',
      'ramp(days(usage, 30d), 24)',
    ),
    parameters: [parameter('x', T, 'what is measured'), parameter('full', T, 'what gives 100')],
    result: 'number',
    divisors: [1],
    logic: ([x, full]) => shareOfHundred(x, full),
  },
  {
    ...row(
      'recency',
      'Points from 100 down: half as many after each half-life.',
      'recency(since(usage), 7d)',
    ),
    parameters: [
      parameter('age', 'duration', 'how long ago'),
      parameter('half', 'duration', 'after how long 50 are left'),
    ],
    result: 'number',
    divisors: [1],
    logic: ([age, half]) => ({ min: [100, { '*': [100, { pow: [0.5, { '/': operands(age, half) }] }] }] }),
  },
  {
    ...row(
      'drop',
      'Points from 0 to 100: how far now fell below the usual; 100 at that share or more.',
      'drop(count(usage, 30d), usual(count(usage, 30d), 90d), 60%)',
    ),
    parameters: [
      parameter('now', T, 'the present value'),
      parameter('usual', T, 'what is usual'),
      parameter('share', 'number', 'the fall that gives 100'),
    ],
    result: 'number',
    divisors: [1, 2],
    logic: ([now, usual, share]) => {
      const fall: Logic = { '-': [1, { '/': operands(now, usual) }] };
      return { max: [0, { min: [100, { '*': [100, { '/': operands(fall, share) }] }] }] };
    },
  },
  {
    ...row(
      'ratio_to_own',
      'Points from 0 to 100: now as a share of the usual.',
      'ratio_to_own(cash_in_30d, usual(sum(cash_in, 30d), 90d))',
    ),
    parameters: [parameter('now', T, 'the present value'), parameter('usual', T, 'what is usual')],
    result: 'number',
    divisors: [1],
    logic: ([now, usual]) => shareOfHundred(now, usual),
  },
  {
    ...row('round_up', 'The next whole number.', 'round_up(level / 2)'),
    parameters: [parameter('x', T, 'what is rounded')],
    logic: args => ({ round_up: args }),
  },
  {
    ...row(
      'nice',
      'The next number that a person likes: 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 and so on.',
      'nice(own * level)',
    ),
    parameters: [parameter('x', T, 'what is rounded')],
    logic: args => ({ nice: args }),
  },
  {
    ...row('exp', 'The number e (2.718…) to the power of x.', '1 - exp(-months_since(activated_at) / 18)'),
    parameters: [parameter('x', 'number', 'the exponent')],
    result: 'number',
    logic: ([x]) => ({ pow: operands(Math.E, x) }),
  },
  {
    ...row('months_since', 'Calendar months from a time to now.', 'months_since(activated_at)'),
    parameters: [parameter('time', 'time', 'when it began')],
    result: 'number',
    logic: ([time]) => ({ months_since: operands(time, { var: 'now' }) }),
  },
  {
    ...row('months_after', 'So many calendar months after a time.', 'months_after(activated_at, 12)'),
    parameters: [parameter('time', 'time', 'when it began'), parameter('n', 'number', 'how many months')],
    result: 'time',
    logic: args => ({ months_after: args }),
  },
  {
    ...row('largest', 'The largest of the values that are there.', 'largest(300 MB, own)'),
    parameters: [parameter('a', T, 'a value'), parameter('b', T, 'another')],
    variadic: true,
    skipsMissing: true,
    logic: args => ({ largest: args }),
  },
  {
    ...row(
      'smallest',
      'The smallest of the values that are there.',
      'smallest(nice(own * level), percentile(data_7d, 95%))',
    ),
    parameters: [parameter('a', T, 'a value'), parameter('b', T, 'another')],
    variadic: true,
    skipsMissing: true,
    logic: args => ({ smallest: args }),
  },
];

/** What only mappings have; `time` and `field` are read by the checker, since their texts must be literals. */
export const MAPPING_FUNCTIONS: readonly FunctionRow[] = [
  {
    ...row('hour', 'The hour of day, 0 to 23, in the policy’s zone.', 'hour(call_time) < 7'),
    parameters: [parameter('time', 'time', 'a point in time')],
    result: 'number',
    givesNull: true,
    logic: ([time]) => ({ hour: operands(time, { var: 'zone' }) }),
  },
  {
    ...row(
      'time',
      'A point in time written in a format of its own: "unix_ms", "unix_s", "dd.MM.yyyy HH:mm".',
      'time(booked, "dd.MM.yyyy HH:mm")',
    ),
    parameters: [parameter('x', 'any', 'a field'), parameter('format', 'text', 'how it is written')],
    result: 'time',
    givesNull: true,
    logic: ([x, format]) => ({ parse_time: [...operands(x, format), { var: 'zone' }] }),
  },
  {
    ...row('field', 'A field of the record whose name is no name of the language.', 'field("A Number")'),
    parameters: [parameter('name', 'text', 'the field’s name')],
    result: 'any',
    logic: ([name]) => ({ var: `record.${String(name)}` }),
  },
];

function row(name: string, doc: string, example: string): Omit<FunctionRow, 'parameters' | 'logic'> {
  return { name, doc, example, variadic: false, result: T, skipsMissing: false };
}

function parameter(name: string, type: TypePattern, doc: string): Parameter {
  return { name, type, doc };
}

/** 100·min(1, x/full), never below 0. */
function shareOfHundred(x: Logic | undefined, full: Logic | undefined): Logic {
  return { max: [0, { '*': [100, { min: [1, { '/': operands(x, full) }] }] }] };
}

/** The checker has counted the arguments. */
function operands(...args: readonly (Logic | undefined)[]): readonly Logic[] {
  return args.map(arg => arg ?? null);
}
