import { oneOf, suggest } from '../../diagnostics/suggest.ts';
import type { DiagnosticCode } from '../../diagnostics/index.ts';
import type { Expression, TypeName } from '../../program/logic.ts';
import type { AttributeType, EventType } from '../../program/program.ts';
import { phraseOf } from '../../types/types.ts';

export interface MappingProblem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly expected?: string;
}

const QUANTITIES: ReadonlySet<TypeName> = new Set(['duration', 'data', 'speed', 'money', 'points']);

/** Whether the expression can be the value of events of the type; plain numbers and fields can always. */
export function valueProblem({ type }: Expression, event: EventType): MappingProblem | undefined {
  if (event.valueType === undefined)
    return { code: 'type-mismatch', message: `\`${event.id}\` has no value.` };
  const isNumeric = type === 'any' || type === 'number' || type === event.valueType;
  if (isNumeric) return undefined;
  const message = `The value of \`${event.id}\` is counted in ${event.unit ?? 'numbers'}; this is ${phraseOf(type)}.`;
  const expected = event.valueType === 'number' ? 'a number' : `a number, or ${phraseOf(event.valueType)}`;
  return { code: QUANTITIES.has(type) ? 'type-units' : 'type-mismatch', message, expected };
}

/** Whether the expression can be the attribute; `texts` are those that it can give, where they are listed. */
export function attributeProblem(
  name: string,
  attribute: AttributeType,
  { type }: Expression,
  texts: readonly string[] | undefined,
): MappingProblem | undefined {
  const { values } = attribute;
  const wrong = values && texts?.find(text => !values.includes(text));
  if (values && wrong !== undefined) {
    const message = `\`${name}\` can never be "${wrong}"${didYouMean(wrong, values)}`;
    return { code: 'value-not-listed', message, expected: oneOf(values) };
  }
  const bothCounted = attribute.unit !== undefined && QUANTITIES.has(attribute.type) && QUANTITIES.has(type);
  if (!bothCounted || type === attribute.type) return undefined;
  const message = `\`${name}\` is counted in ${attribute.unit ?? ''}; this is ${phraseOf(type)}.`;
  return { code: 'type-units', message, expected: `a number, or ${phraseOf(attribute.type)}` };
}

/** The end of a sentence about an unknown name. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const near = suggest(name, candidates);
  return near.length === 0 ? '.' : ` — did you mean ${oneOf(near)}?`;
}
