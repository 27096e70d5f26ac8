import type { Expr } from '../syntax/ast.ts';
import { buildArithmetic, buildNegation } from './build-arithmetic.ts';
import { buildCall } from './build-call.ts';
import { buildIf, buildLogical, buildMissing, buildNot, buildTruth } from './build-choice.ts';
import { buildComparison, buildIn, buildOrdering } from './build-comparison.ts';
import { buildConversion } from './build-conversion.ts';
import { buildName } from './build-name.ts';
import type { BuildNode, Builder, Work } from './builder.ts';
import { isList, operandsOf } from './operation.ts';
import { childOf } from './places.ts';
import { recogniseCall } from './shapes.ts';
import { writeNumber } from './write-literal.ts';
import { ownValue } from '../program/own-value.ts';

/** The expression of one piece of compiled logic. */
export const buildNode: BuildNode = (builder, part, wanted) => {
  const { logic, pointer } = part;
  const span = builder.span(pointer);
  if (logic === null) {
    return builder.refuse(
      pointer,
      '`null` has no text form: a value is missing only where something that it is worked out from is.',
    );
  }
  if (typeof logic === 'boolean') return { kind: 'boolean', span, value: logic };
  if (typeof logic === 'number') return writeNumber(logic, wanted, span);
  if (typeof logic === 'string') return { kind: 'text', span, value: logic };
  if (isList(logic)) return builder.refuse(pointer, 'A list has no text form but behind `in`.');
  const call = recogniseCall(logic);
  if (call !== undefined) return buildCall(builder, part, call, wanted);
  const { name, operands, bare } = operandsOf(logic);
  const build = ownValue(OPERATORS, name);
  if (build === undefined) return refuseOperator(builder, pointer, name);
  const parts = operands.map((operand, index) => ({
    logic: operand,
    pointer: bare ? childOf(pointer, name) : childOf(childOf(pointer, name), index),
  }));
  return build({ builder, name, pointer, parts, wanted });
};

const OPERATORS: Readonly<Record<string, (work: Work) => Expr | undefined>> = {
  var: ({ builder, pointer, parts }) => buildName(builder, pointer, parts[0]?.logic ?? ''),
  missing: buildMissing,
  if: buildIf,
  and: buildLogical,
  or: buildLogical,
  '!': buildNot,
  '!!': buildTruth,
  '==': buildComparison,
  '!=': buildComparison,
  '===': buildComparison,
  '!==': buildComparison,
  '<': buildOrdering,
  '<=': buildOrdering,
  '>': buildOrdering,
  '>=': buildOrdering,
  '+': buildArithmetic,
  '-': work => (work.parts.length === 1 ? buildNegation(work) : buildArithmetic(work)),
  '*': buildArithmetic,
  '/': buildArithmetic,
  in: buildIn,
  min: buildExtreme,
  max: buildExtreme,
  number: buildConversion,
  text: buildConversion,
  boolean: buildConversion,
  time: buildConversion,
};

/** JSONLogic's own `min` and `max`, where nothing is missing: there they count null for 0. */
function buildExtreme({ builder, name, pointer, parts, wanted }: Work): Expr | undefined {
  if (parts.length < 2) {
    const [only] = parts;
    return only && builder.build(only, wanted);
  }
  const values = builder.buildAlike(parts, wanted);
  if (values === undefined) return undefined;
  const unsure = values.findIndex(value => builder.typed(value)?.missing === true);
  if (unsure !== -1) {
    return builder.refuse(
      parts[unsure]?.pointer ?? pointer,
      `\`${name}\` counts a missing value for 0, which has no text form: give it a default by \`if\` and \`missing\`, or use \`${name === 'max' ? 'largest' : 'smallest'}\`.`,
    );
  }
  const span = builder.span(pointer);
  return {
    kind: 'call',
    span,
    name: name === 'max' ? 'largest' : 'smallest',
    nameSpan: span,
    args: values.map(value => ({ kind: 'value', span: value.span, value })),
  };
}

const WITHOUT_TEXT: Readonly<Record<string, string>> = {
  pow: 'powers of e alone have one: `exp(x)`',
  compare: 'only a comparison of its result with 0 has one',
  months_since: 'it is `months_since(time)` where its second argument is `now`',
};

function refuseOperator(builder: Builder, pointer: string, name: string): undefined {
  const why = ownValue(WITHOUT_TEXT, name);
  const message = `\`${name}\` has no text form here${why === undefined ? '.' : `: ${why}.`}`;
  return builder.refuse(childOf(pointer, name), message);
}
