import type { IToken, TokenType } from 'chevrotain';
import { languageTables } from '../../check/language-tables.ts';
import type { Scope } from '../../check/scope.ts';
import type { TypeName } from '../../program/logic.ts';
import { isNumeric } from '../../types/types.ts';
import { spanOf } from '../../syntax/tokens.ts';
import * as t from '../../syntax/tokens.ts';
import { eventAt } from './scan-expression.ts';
import type { Bracket, Scan } from './scan-expression.ts';
import { typeOfText } from './type-of-text.ts';

/** What fits at the end of an expression that is not whole yet. */
export interface ExpectedHere {
  readonly type?: TypeName | undefined;
  /** The texts that it can be, where they are listed. */
  readonly values?: readonly string[] | undefined;
  /** What it is compared with: `segment`. */
  readonly comparedWith?: string;
  /** Any quantity will do too: a factor, or what is divided by another. */
  readonly scaled?: true;
  /** Nothing else will do; otherwise a comparison may begin with a value of any type. */
  readonly strict: boolean;
}

/** `text`: the expression up to the place; `whole`: what is expected of the expression as a whole. */
export function expectedAt(
  text: string,
  scan: Scan,
  scope: Scope,
  whole: TypeName | undefined,
): ExpectedHere {
  const bracket = scan.open.at(-1);
  const local = outermost(scan.tokens.filter(token => token.startOffset >= (bracket?.start ?? 0)));
  const last = local.at(-1);
  const operand = (end: number, boundaries: ReadonlySet<TokenType>): string => {
    const before = local.slice(0, end);
    const boundary = before.findLast(token => boundaries.has(token.tokenType));
    const start = boundary === undefined ? (bracket?.start ?? 0) : spanOf(boundary).end;
    return text.slice(start, local[end]?.startOffset).trim();
  };
  const like = (end: number, boundaries = CONDITION_BOUNDARIES): ExpectedHere => {
    const compared = operand(end, boundaries);
    const typed = typeOfText(compared, scope, eventAt(scan.open));
    return { type: typed?.type, values: typed?.values, comparedWith: compared, strict: typed !== undefined };
  };

  if (last === undefined) return atStart(text, scan, scope, whole);
  const type = last.tokenType;
  const at = local.length - 1;
  if (COMPARISONS.has(type) || type === t.Between) return like(at);
  if (type === t.And) {
    const between = openBetween(local);
    return between === undefined ? CONDITION : like(between);
  }
  if (type === t.Plus || type === t.Minus) return numeric(like(at));
  if (type === t.Times || type === t.Divide) return { type: 'number', scaled: true, strict: true };
  if (type === t.Otherwise) return like(at, VALUE_BOUNDARIES);
  if (type === t.Then || type === t.Else) return beginning(whole);
  return CONDITION;
}

const CONDITION: ExpectedHere = { type: 'boolean', strict: false };

const COMPARISONS: ReadonlySet<TokenType> = new Set([
  t.Equal, t.NotEqual, t.Less, t.LessEqual, t.Greater, t.GreaterEqual,
]); // prettier-ignore
const CONDITION_BOUNDARIES: ReadonlySet<TokenType> = new Set([
  t.And, t.Or, t.Not, t.If, t.Then, t.Else, t.Where, t.Comma, t.Between, ...COMPARISONS,
]); // prettier-ignore
const VALUE_BOUNDARIES: ReadonlySet<TokenType> = new Set([
  ...CONDITION_BOUNDARIES, t.Plus, t.Minus, t.Times, t.Divide, t.Otherwise,
]); // prettier-ignore

/** Without what stands inside further brackets. */
function outermost(tokens: readonly IToken[]): readonly IToken[] {
  let depth = 0;
  return tokens.filter(({ tokenType }) => {
    if (tokenType === t.Close || tokenType === t.CloseList) depth -= 1;
    const outside = depth <= 0;
    if (tokenType === t.Open || tokenType === t.OpenList) depth += 1;
    return outside;
  });
}

/** The `between` that the last `and` belongs to. */
function openBetween(tokens: readonly IToken[]): number | undefined {
  const index = tokens.findLastIndex(({ tokenType }) => tokenType === t.Between);
  if (index < 0) return undefined;
  const ands = tokens.slice(index + 1).filter(({ tokenType }) => tokenType === t.And);
  return ands.length === 1 ? index : undefined;
}

/** A time and a duration give a time: after it only a duration can follow. */
function numeric(expected: ExpectedHere): ExpectedHere {
  const { type, strict } = expected;
  return { type: type === 'time' ? 'duration' : type, strict };
}

/** A condition may begin with a value of any type, and a number with a quantity that is divided by another. */
function beginning(whole: TypeName | undefined): ExpectedHere {
  if (whole === undefined || whole === 'boolean') return { type: whole, strict: false };
  return { type: whole, strict: true, ...(isNumeric(whole) ? { scaled: true } : {}) };
}

function atStart(text: string, scan: Scan, scope: Scope, whole: TypeName | undefined): ExpectedHere {
  const bracket = scan.open.at(-1);
  if (bracket === undefined) return beginning(whole);
  if (bracket.kind === 'list') return inList(text, scan, scope);
  if (bracket.kind === 'call') return inCall(text, bracket, scan, scope);
  return { type: whole, strict: false };
}

/** `channel in ["card", `: like what stands before the `in`. */
function inList(text: string, scan: Scan, scope: Scope): ExpectedHere {
  const bracket = scan.open.at(-1);
  const first = scan.tokens.findLastIndex(
    ({ tokenType, startOffset }) => tokenType === t.OpenList && startOffset < (bracket?.start ?? 0),
  );
  const tokens = scan.tokens.slice(0, first).filter(({ tokenType }) => tokenType !== t.Not);
  const before = tokens.at(-1)?.tokenType === t.In ? tokens : [];
  const end = before.at(-1)?.startOffset ?? 0;
  const boundary = tokens.slice(0, -1).findLast(({ tokenType }) => LIST_BOUNDARIES.has(tokenType));
  const compared = text
    .slice(boundary === undefined ? 0 : spanOf(boundary).end, end)
    .replace(/\bnot\s*$/, '')
    .trim();
  const typed = typeOfText(compared, scope, eventAt(scan.open));
  return { type: typed?.type, values: typed?.values, comparedWith: compared, strict: typed !== undefined };
}

const LIST_BOUNDARIES: ReadonlySet<TokenType> = new Set([...CONDITION_BOUNDARIES, t.Open]);

const FUNCTIONS = new Map(
  [...languageTables.functions, ...languageTables.mappingFunctions].map(row => [row.name, row]),
);

function inCall(text: string, bracket: Bracket, scan: Scan, scope: Scope): ExpectedHere {
  const row = FUNCTIONS.get(bracket.name);
  const parameter = row?.parameters[Math.min(bracket.argument, row.parameters.length - 1)];
  if (parameter === undefined) return { strict: false };
  if (parameter.type !== 'T') return { type: parameter.type, strict: parameter.type !== 'any' };
  if (bracket.argument === 0) return { type: 'number', strict: false };
  const first = typeOfText(firstArgument(text, bracket), scope, eventAt(scan.open.slice(0, -1)));
  return { type: first?.type, strict: first !== undefined };
}

function firstArgument(text: string, { nameSpan, start }: Bracket): string {
  const inside = text.slice(nameSpan.end, start).replace(/^\s*\(/, '');
  let depth = 0;
  for (const [index, char] of [...inside].entries()) {
    if (char === '(' || char === '[') depth += 1;
    if (char === ')' || char === ']') depth -= 1;
    if (char === ',' && depth === 0) return inside.slice(0, index);
  }
  return inside;
}
