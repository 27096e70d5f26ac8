import Type from 'typebox';
import {
  ByText,
  EVENT_ID_PATTERN,
  Fields,
  NAME_PATTERN,
  Named,
  SOURCE_TYPES,
  Text,
  Texts,
  Value,
  header,
} from './common.ts';

const TypeOrTexts = Type.Union([
  Type.String({ description: 'text, boolean, number, time, any, a unit, or a kind of document' }),
  Type.Array(Type.String(), { description: 'the texts it can be', minItems: 1 }),
]);

const Attribute = Type.Union([
  ...TypeOrTexts.anyOf,
  Fields({
    type: TypeOrTexts,
    is: Type.Optional(Value('How it follows from the other attributes where the event does not bring it.')),
  }),
]);

export const EventSchema = Fields(
  {
    ...header('event', EVENT_ID_PATTERN),
    source_types: Type.Optional(
      Type.Array(Type.Enum([...SOURCE_TYPES, 'cairn']), {
        description: 'Which kinds of source bring it.',
        minItems: 1,
      }),
    ),
    unit: Type.Optional(Text('The unit of its value; without one the event has no value.')),
    signed: Type.Optional(
      Type.Boolean({
        description: 'Its value may be below zero, as a difference may; else that is an error.',
      }),
    ),
    required: Type.Optional(Texts('Attributes that every such event brings.')),
    attributes: Type.Optional(
      Named(Attribute, 'What the event brings besides its value and time.', NAME_PATTERN),
    ),
    of: Type.Optional(
      ByText(
        ByText(
          Value('where, value or an attribute: how this stream reads the event.'),
          'How this stream reads the event.',
        ),
        'Derived stream: the events, or families of events, that it is made of. Nothing is stored twice.',
      ),
    ),
  },
  'An event type of the catalogue, or a derived stream.',
);
