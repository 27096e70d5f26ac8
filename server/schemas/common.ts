import { Type } from 'typebox';
import type { TSchema } from 'typebox';

/** A closed set of texts. */
export function oneOf<const T extends string[]>(values: readonly [...T], description?: string) {
  return Type.Enum(values, description === undefined ? {} : { description });
}

export const Timestamp = Type.String({ description: 'RFC 3339, in UTC', examples: ['2026-01-22T10:00:00Z'] });
export const CustomerId = Type.String({
  minLength: 1,
  maxLength: 128,
  description: 'Your own id of the customer',
});
export const ProgramHash = Type.String({ description: 'Hash of the rules that decided' });
export const ReleaseNumber = Type.Integer({ description: 'The release; it fixes the constants too' });
export const Decided = { program: ProgramHash, release: ReleaseNumber };

export const FieldProblem = Type.Object({
  path: Type.String(),
  message: Type.String(),
  expected: Type.Optional(Type.String()),
});

export const ProblemDetails = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    errors: Type.Optional(Type.Array(FieldProblem)),
    request_id: Type.Optional(Type.String({ description: 'As in the header X-Request-Id and in the log' })),
  },
  { description: 'Problem details by RFC 9457' },
);

export const PageQuery = {
  limit: Type.Integer({ minimum: 1, maximum: 500, default: 50 }),
  cursor: Type.Optional(Type.String({ maxLength: 2000, description: 'next_cursor of the page before' })),
};

export function listOf<T extends TSchema>(item: T) {
  return Type.Object({ results: Type.Array(item), next_cursor: nullable(Type.String()) });
}

export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

export const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);

export const Effect = Type.Object(
  { kind: Type.String(), sentence: Type.String() },
  { additionalProperties: true, description: 'What a step decided, with its ids, before and after' },
);

export const CustomerParams = Type.Object({ id: CustomerId });
export const NoContent = Type.Null({ description: 'Done; nothing to say' });

/** Bodies and queries refuse what they do not know: a misspelt field would be ignored silently. */
export const closed = { additionalProperties: false } as const;
