import type { TypeName } from '../program/logic.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Work } from './builder.ts';

/** A value of no known type read as one: its place does that, so that the text names the value alone. */
export function buildConversion({ builder, name, pointer, parts, wanted }: Work): Expr | undefined {
  const [part] = parts;
  const value = part && builder.build(part);
  if (value === undefined) return undefined;
  if (builder.typed(value)?.type !== 'any') {
    return builder.refuse(pointer, `\`${name}\` has no text form but for values of no known type.`);
  }
  const span = builder.span(pointer);
  if (name === 'time' && wanted !== 'time' && builder.scope.allows.record) {
    const args = [{ kind: 'value', span: value.span, value }] as const;
    return { kind: 'call', span, name: 'time', nameSpan: span, args };
  }
  return builder.converted({ ...value, span }, name as TypeName);
}
