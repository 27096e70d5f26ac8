import Type from 'typebox';
import { ByText, Condition, Fields, Id, Plain, SOURCE_TYPES, Text, Value, header } from './common.ts';

const mapping = {
  event_id: Type.Optional(Value("The record's own id; a second record with it is a duplicate.")),
  customer_id: Value('The customer the record is about.'),
  timestamp: Value('When it happened.'),
  reversal_of: Type.Optional(Value('The id of the record that this one takes back.')),
  reason: Type.Optional(Value('Why it was taken back.')),
  event_type: Type.Optional(Value("The source's own word for the type, or a catalogue type.")),
  types: Type.Optional(
    Type.Union([
      Type.String({ description: 'one event type' }),
      Type.Record(Type.String(), Type.String(), {
        description: "the source's own words, each with its event type",
      }),
    ]),
  ),
  value: Type.Optional(
    Type.Union([
      Value('one expression for all types'),
      ByText(Value('The value of such an event.'), 'an expression for each event type'),
    ]),
  ),
  attributes: Type.Optional(
    ByText(
      ByText(Value('How the attribute is read from the record.'), 'The attributes of such an event.'),
      'Event type, attribute, expression.',
    ),
  ),
};

const Mapping = Fields(mapping, 'one mapping');
const ListedMapping = Fields({
  id: Id('Names the entry; part of the ids of its events.'),
  when: Type.Optional(Condition('Only records for which this holds.')),
  ...mapping,
});

export const SourceSchema = Fields(
  {
    ...header('source'),
    source_type: Type.Enum([...SOURCE_TYPES], { description: 'What kind of system it is.' }),
    sync_frequency: Type.Optional(
      Type.Enum(['real_time', 'hourly', 'daily', 'weekly'], {
        description: 'How often records are fetched.',
      }),
    ),
    connection_config: Type.Optional(
      ByText(
        Type.Union([...Plain('').anyOf, Fields({ secret: Text('The name of the stored secret.') })]),
        'How to reach it. Secrets are named, never written here.',
      ),
    ),
    event_mapping: Type.Union([
      Mapping,
      Type.Array(ListedMapping, { description: 'a list of mappings, each with an id', minItems: 1 }),
    ]),
  },
  'The template by which records of a kind of source become events.',
);
