import Type from 'typebox';
import { ByText, Condition, DateText, Fields, Literal, Plain, SOURCE_TYPES, Text, header } from './common.ts';

const AT_PATTERN = '^day [1-9][0-9]{0,3} ([01][0-9]|2[0-3]):[0-5][0-9]$';

const at = Type.String({
  pattern: AT_PATTERN,
  description: 'When, such as `day 3 09:00`; day 1 is `start`.',
});

const repeat = Type.Optional(
  Fields(
    {
      every: Literal('How far apart, such as 1d.'),
      times: Type.Integer({ description: 'How many in all.', minimum: 1, maximum: 10_000 }),
    },
    'Copies of the step, one after the other.',
  ),
);

const EventStep = Fields(
  {
    at,
    event: Text('The event type.'),
    occurred: Type.Optional(
      Type.String({ pattern: AT_PATTERN, description: 'When it happened, where it arrives late.' }),
    ),
    value: Type.Optional(Literal("The value, in the catalogue's unit or as a quantity such as 60 MB.")),
    attributes: Type.Optional(ByText(Plain('The attribute.'), 'The attributes.')),
    id: Type.Optional(Text('A name for the event; the same one again is a duplicate.')),
    reversal_of: Type.Optional(Text('The id of the event that this one takes back.')),
    reason: Type.Optional(Text('Why it is taken back.')),
    repeat,
  },
  'an event',
);

const CommandStep = Fields(
  {
    at,
    do: Type.Enum(
      [
        'generate',
        'approve',
        'decline',
        'withdraw',
        'progress',
        'award',
        'revoke',
        'redeem',
        'hold',
        'capture',
        'release',
        'reverse',
        'advance',
      ],
      { description: 'What the platform, or a person, does; advance only lets time pass.' },
    ),
    mission: Type.Optional(Text('Which mission is approved, declined, withdrawn or moved on.')),
    value: Type.Optional(Literal('The progress that is set, or how many points.')),
    badge: Type.Optional(Text('Which badge is awarded or revoked.')),
    level: Type.Optional(Text('Which of its levels.')),
    id: Type.Optional(Text('A name for the redemption or the hold that the step makes.')),
    of: Type.Optional(Text('The hold that is captured or released, or what is reversed, by its name.')),
    expires_in: Type.Optional(Literal('How long the hold lasts; without it 1d.')),
    reason: Type.Optional(Text('Why.')),
    cause: Type.Optional(Type.Enum(['operator', 'fraud'], { description: 'What makes it right to revoke.' })),
    repeat,
  },
  'a command',
);

const ExpectStep = Fields(
  { at, expect: Type.Array(Condition('What holds then.'), { description: 'What holds then.', minItems: 1 }) },
  'what is expected',
);

export const TestSchema = Fields(
  {
    ...header('test'),
    start: DateText('The day that is day 1.'),
    live: Type.Optional(
      Type.Array(Type.Enum([...SOURCE_TYPES]), { description: 'Which kinds of source are connected.' }),
    ),
    given: Type.Optional(
      ByText(Plain('Its value.'), 'What is taken for granted: percentiles, scores, metrics, aggregates.'),
    ),
    steps: Type.Array(Type.Union([EventStep, CommandStep, ExpectStep]), {
      description: 'What happens, and what is expected.',
      minItems: 1,
    }),
  },
  'A test of the rules.',
);
