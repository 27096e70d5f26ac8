import { Type } from 'typebox';
import type { Static } from 'typebox';
import {
  closed,
  CustomerId,
  Decided,
  Effect,
  FieldProblem,
  listOf,
  nullable,
  oneOf,
  PageQuery,
  ProgramHash,
  Scalar,
  Timestamp,
} from './common.ts';

export const NormalisedEvent = Type.Object({
  event_id: Type.String(),
  source_type: Type.String(),
  source_name: Type.String(),
  event_type: Type.String(),
  customer_id: CustomerId,
  occurred_at: Timestamp,
  received_at: Timestamp,
  value: Type.Optional(Type.Number()),
  unit: Type.Optional(Type.String()),
  attributes: Type.Record(Type.String(), Scalar),
  reversal_of: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String()),
  processing_status: oneOf(['processed', 'failed']),
});

export const FailedEvent = Type.Object({
  failed_id: Type.String(),
  processing_status: oneOf(['failed']),
  source_type: Type.String(),
  source_name: nullable(Type.String()),
  customer_id: nullable(Type.String()),
  received_at: Timestamp,
  reason: Type.String(),
  record: Type.Unknown(),
  form: Type.Optional(
    oneOf(
      ['item', 'cloudevent', 'line'],
      'What the record is where it is none of a source: a whole item of a batch, a whole CloudEvent, the text of a line',
    ),
  ),
  errors: Type.Array(FieldProblem),
});

export const RawRecord = Type.Object(
  {
    source_type: Type.String({ minLength: 1, maxLength: 64 }),
    source_name: Type.Optional(
      Type.String({ maxLength: 200, description: 'Needed where a type has several sources' }),
    ),
    event: Type.Unknown({ description: 'The record as the source sends it' }),
  },
  closed,
);
export type RawRecord = Static<typeof RawRecord>;

export const NormalizeAnswer = Type.Object({
  event: NormalisedEvent,
  events: Type.Optional(Type.Array(NormalisedEvent, { description: 'Where one record makes several' })),
  duplicate: Type.Boolean(),
  detail: Type.Optional(
    Type.String({
      description: 'Of a duplicate that is not what came first, or of a reversal whose event has not come',
    }),
  ),
  effects: Type.Array(Effect),
  scores: Type.Record(Type.String(), Type.Number()),
  ...Decided,
});

export const BatchBody = Type.Array(Type.Unknown({ description: 'As the body of normalize/' }), {
  minItems: 1,
});

export const BatchQuery = Type.Object(
  {
    answers: Type.Optional(
      Type.Enum(['all', 'failed'], {
        default: 'all',
        description: 'Of a stream: every line, or those that failed and a last line with the counts',
      }),
    ),
  },
  closed,
);
export type BatchQuery = Static<typeof BatchQuery>;

export const BatchLine = Type.Object({
  line: Type.Integer({ description: 'From 1' }),
  status: oneOf(['processed', 'duplicate', 'failed']),
  event_id: Type.Optional(Type.String()),
  failed_id: Type.Optional(Type.String()),
  detail: Type.Optional(Type.String()),
  errors: Type.Optional(Type.Array(FieldProblem)),
  retry: Type.Optional(
    Type.Literal(true, { description: 'Nothing is kept of it and nothing is wrong with it: send it again' }),
  ),
});
export type BatchLine = Static<typeof BatchLine>;

export const BatchAnswer = Type.Object({
  accepted: Type.Integer(),
  duplicates: Type.Integer(),
  failed: Type.Integer(),
  retry: Type.Integer({ description: 'Of the failed ones, those to be sent again' }),
  results: Type.Array(BatchLine),
  program: ProgramHash,
});

const time = (description: string) => Type.Optional(Type.String({ format: 'date-time', description }));

export const EventsQuery = Type.Object(
  {
    customer_id: Type.Optional(CustomerId),
    processing_status: Type.Optional(oneOf(['processed', 'failed'])),
    event_type: Type.Optional(Type.String({ maxLength: 200 })),
    source_type: Type.Optional(Type.String({ maxLength: 64 })),
    source_name: Type.Optional(Type.String({ maxLength: 1_000 })),
    occurred_from: time('When it happened: from here'),
    occurred_to: time('When it happened: before this'),
    received_from: time('When it came in: from here'),
    received_to: time('When it came in: before this'),
    ...PageQuery,
  },
  closed,
);
export const EventsList = listOf(Type.Union([FailedEvent, NormalisedEvent]));

export const ReprocessBody = Type.Object(
  { failed_ids: Type.Optional(Type.Array(Type.String(), { maxItems: 10_000 })) },
  closed,
);
export const DiscardBody = Type.Object(
  { failed_ids: Type.Array(Type.String(), { minItems: 1, maxItems: 10_000 }) },
  closed,
);
export const ReprocessAnswer = Type.Object({
  processed: Type.Integer(),
  still_failed: Type.Integer(),
  results: Type.Array(BatchLine),
});

export const EventTypesList = listOf(
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    source_types: Type.Array(Type.String()),
    unit: nullable(Type.String()),
    required: Type.Array(Type.String()),
    attributes: Type.Record(
      Type.String(),
      Type.Object({
        type: Type.String(),
        unit: Type.Optional(Type.String()),
        values: Type.Optional(Type.Array(Type.String())),
      }),
    ),
  }),
);
