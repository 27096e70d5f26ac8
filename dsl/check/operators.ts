import type { TypeName } from '../program/logic.ts';
import type { ArithmeticOperator } from '../syntax/ast.ts';

/** `T` stands for one numeric type (a number or a quantity), the same wherever it occurs in a row. */
export type TypePattern = TypeName | 'T';

export interface ArithmeticRow {
  readonly operator: ArithmeticOperator;
  readonly left: TypePattern;
  readonly right: TypePattern;
  readonly result: TypePattern;
}

/** Which types can be added, subtracted, multiplied and divided, and what that gives; the first row that fits counts. */
export const ARITHMETIC: readonly ArithmeticRow[] = [
  arithmetic('+', 'T', 'T', 'T'),
  arithmetic('+', 'time', 'duration', 'time'),
  arithmetic('+', 'duration', 'time', 'time'),
  arithmetic('-', 'T', 'T', 'T'),
  arithmetic('-', 'time', 'time', 'duration'),
  arithmetic('-', 'time', 'duration', 'time'),
  arithmetic('*', 'T', 'number', 'T'),
  arithmetic('*', 'number', 'T', 'T'),
  arithmetic('/', 'T', 'number', 'T'),
  arithmetic('/', 'T', 'T', 'number'),
];

export interface OperatorDoc {
  readonly text: string;
  readonly doc: string;
  readonly example: string;
}

/** Everything that is written between, before or after values, loosest first, for completion and hover. */
export const OPERATORS: readonly OperatorDoc[] = [
  doc('if … then … else …', 'One of two values, by a condition.', 'if postpaid then 30d else 14d'),
  doc('or', 'True where one of the conditions is.', 'prepaid or hybrid'),
  doc('and', 'True where all conditions are.', 'risk >= 40 and silent >= 7d'),
  doc('not', 'True where the condition is not.', 'not dormant'),
  doc(
    'for',
    'True where the condition has held at every day close of so many days, and holds now.',
    'engagement >= 60 for 14d',
  ),
  doc(
    'within',
    'True where the condition held at a day close of the last so many days, or holds now.',
    'risk >= 60 within 120d',
  ),
  doc('=', 'Equal.', 'direction = "outgoing"'),
  doc('!=', 'Not equal.', 'channel != "loyalty"'),
  doc('<', 'Less, or earlier.', 'risk < 40'),
  doc('<=', 'Less or equal.', 'tenure <= 30d'),
  doc('>', 'Greater, or later.', 'target > own'),
  doc('>=', 'Greater or equal.', 'engagement >= 60'),
  doc('between … and …', 'Within two bounds, both included.', 'engagement between 20 and 60'),
  doc('in', 'One of a list.', 'paid_from in ["card", "wallet"]'),
  doc('not in', 'None of a list.', 'method not in ["loyalty"]'),
  doc('is missing', 'True where there is no value.', 'churn_probability is missing'),
  doc('is not missing', 'True where there is a value.', 'fraud_case is not missing'),
  doc('otherwise', 'What stands in for a missing value.', 'churn_probability otherwise 0'),
  doc('+', 'Sum; a time and a duration give a time.', 'now + 14d'),
  doc('-', 'Difference; two times give a duration.', 'now - activated_at'),
  doc('*', 'Product of a number and a number or quantity.', 'own * 1.1'),
  doc(
    '/',
    'Quotient; two quantities of one kind give a number, a division by zero is missing.',
    'sum(usage.voice, 7d) / 1 min',
  ),
  doc(
    'where',
    'Chooses among the events of an aggregate; sees the single event only.',
    'count(usage.data where off_peak, 7d)',
  ),
];

export interface DeclaredOperator {
  readonly name: string;
  readonly definition: string;
  /** Used in mappings alone. */
  readonly mapping: boolean;
}

/** Operators beyond JSONLogic's own that compiled rules use, with the definition by which any runtime can add them. */
export const DECLARED_OPERATORS: readonly DeclaredOperator[] = [
  declared('pow', 'pow(x, y): x to the power of y.'),
  declared(
    'round_up',
    'round_up(x): the smallest whole number that is at least x; a remainder below 1e-9 of x is noise.',
  ),
  declared(
    'nice',
    'nice(x): the smallest of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten that is at least x; 0 for x <= 0.',
  ),
  declared('largest', 'largest(a, b, …): the largest that is not null; null if all are.'),
  declared('smallest', 'smallest(a, b, …): the smallest that is not null; null if all are.'),
  declared(
    'months_since',
    'months_since(t, now): UTC calendar months from t to now in ms since 1970: whole months and the share of the running one that has passed; the 31st counts as the last day of a shorter month.',
  ),
  declared(
    'months_after',
    'months_after(t, n): n UTC calendar months after t, in ms since 1970; the 31st becomes the last day of a shorter month.',
  ),
  declared('number', 'number(x): x if it is a number; the number that a text spells; else null.'),
  declared(
    'text',
    'text(x): x if it is a text that is not empty; a number in shortest decimal form, true or false as text; else null.',
  ),
  declared(
    'boolean',
    'boolean(x): x if it is true or false; true for 1 and "true", "yes", "1", false for 0 and "false", "no", "0" in any case; else null.',
  ),
  declared(
    'time',
    'time(x, zone): ms since 1970 of an RFC 3339 text or a date, in the zone where it names none, or x if it is a number of ms; else null.',
  ),
  declared(
    'compare',
    'compare(a, b, zone): -1, 0 or 1 as a is less than, equal to or greater than b, read as two numbers or else as two times; null if they are neither.',
    true,
  ),
  declared(
    'parse_time',
    'parse_time(x, format, zone): ms since 1970 of x written in the format ("unix_s", "unix_ms" or a pattern of yyyy MM dd HH mm ss SSS XXX), in the zone where it names none; null if it is not.',
    true,
  ),
  declared(
    'hour',
    'hour(t, zone): the hour of day, 0 to 23, of a time in ms since 1970; null if t is.',
    true,
  ),
];

function arithmetic(
  operator: ArithmeticOperator,
  left: TypePattern,
  right: TypePattern,
  result: TypePattern,
): ArithmeticRow {
  return { operator, left, right, result };
}

function doc(text: string, description: string, example: string): OperatorDoc {
  return { text, doc: description, example };
}

function declared(name: string, definition: string, mapping = false): DeclaredOperator {
  return { name, definition, mapping };
}
