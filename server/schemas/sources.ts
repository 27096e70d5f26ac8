import { Type } from 'typebox';
import type { Static } from 'typebox';
import { closed, FieldProblem, nullable, oneOf, Timestamp } from './common.ts';
import { NormalisedEvent } from './events.ts';

export const SOURCE_TYPES = ['cdr', 'billing', 'crm', 'app', 'network', 'dwh', 'xiva', 'ml'] as const;
export const FREQUENCIES = ['real_time', 'hourly', 'daily', 'weekly'] as const;

const SourceType = oneOf(SOURCE_TYPES);
const Frequency = oneOf(FREQUENCIES);
const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const ConnectionConfig = Type.Record(Type.String(), Type.Unknown(), {
  description:
    'Where and how to connect. api_key, password, token and the like are encrypted and read back as "********"',
});
const EventMapping = Type.Unknown({
  description:
    'Short form: {event_type, value, timestamp, event_id, customer_id, reversal_of, <attribute>: field of the record}, ' +
    "laid over the source type's template; or the full form of a `kind: source` document, as text fields or a list",
});

export const NewSource = Type.Object(
  {
    source_type: SourceType,
    source_name: Name,
    connection_config: Type.Optional(ConnectionConfig),
    event_mapping: Type.Optional(EventMapping),
    sync_frequency: Type.Optional(Frequency),
    is_active: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type NewSource = Static<typeof NewSource>;

export const SourceChange = Type.Object(
  {
    source_type: Type.Optional(SourceType),
    source_name: Type.Optional(Name),
    connection_config: Type.Optional(ConnectionConfig),
    event_mapping: Type.Optional(EventMapping),
    sync_frequency: Type.Optional(Frequency),
    is_active: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type SourceChange = Static<typeof SourceChange>;

export const DataSource = Type.Object({
  id: Type.String(),
  source_type: Type.String(),
  source_name: Type.String(),
  connection_config: Type.Record(Type.String(), Type.Unknown()),
  event_mapping: Type.Unknown(),
  sync_frequency: Type.String(),
  is_active: Type.Boolean(),
  last_sync_at: nullable(Timestamp),
  status: oneOf(['active', 'inactive', 'mapping_error']),
  created_at: Timestamp,
});

export const SourceParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }) });

export const TrialBody = Type.Object(
  {
    event: Type.Unknown({ description: 'A raw record as the source sends it' }),
    event_mapping: Type.Optional(EventMapping),
  },
  { ...closed, description: 'Nothing is stored; event_mapping tries another mapping than the saved one' },
);
export const TrialAnswer = Type.Object({
  ok: Type.Boolean(),
  events: Type.Array(NormalisedEvent),
  errors: Type.Array(FieldProblem),
});

export const PreviewBody = Type.Object(
  {
    events: Type.Array(Type.Unknown(), { maxItems: 200, description: 'Raw records' }),
    event_mapping: Type.Optional(EventMapping),
  },
  closed,
);
export const PreviewAnswer = Type.Object({ results: Type.Array(TrialAnswer) });
