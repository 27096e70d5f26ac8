import type { TypeName } from '../program/logic.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Builder, Part } from './builder.ts';
import { childOf } from './places.ts';
import type { RecognisedCall } from './shapes.ts';
import { writePercent, writeZeroDivisor } from './write-literal.ts';

/** A recognised call, its arguments written for the function's parameters. */
export function buildCall(
  builder: Builder,
  { pointer }: Part,
  { row, args }: RecognisedCall,
  wanted: TypeName | undefined,
): Expr | undefined {
  const rows = args.map(({ logic, steps }, index) => ({
    parameter: row.parameters[Math.min(index, row.parameters.length - 1)],
    part: { logic, pointer: steps.reduce(childOf, pointer) },
  }));
  const shared = rows.filter(({ parameter }) => parameter?.type === 'T');
  const alike = builder.buildAlike(
    shared.map(({ part }) => part),
    row.result === 'T' ? wanted : undefined,
  );
  const values = rows.map((arg, index) => {
    const type = arg.parameter?.type;
    if (row.divisors?.includes(index) === true && arg.part.logic === 0) {
      const [other] = type === 'T' ? (alike ?? []) : [];
      const known = other && builder.typed(other)?.type;
      return writeZeroDivisor(
        type === 'duration' ? type : (known ?? 'number'),
        builder.span(arg.part.pointer),
      );
    }
    if (type === 'T') return alike?.[shared.indexOf(arg)];
    const value = builder.build(arg.part, type === 'any' ? undefined : type);
    return arg.parameter?.name === 'share' && value?.kind === 'number'
      ? (writePercent(value.value, value.span) ?? value)
      : value;
  });
  const present = values.filter(value => value !== undefined);
  if (present.length < values.length) return undefined;
  const span = builder.span(pointer);
  return {
    kind: 'call',
    span,
    name: row.name,
    nameSpan: span,
    args: present.map(value => ({ kind: 'value', span: value.span, value })),
  };
}
