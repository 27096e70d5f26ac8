import Type from 'typebox';
import { Condition, Count, DateText, Fields, Literal, Stream, Text, Value, header } from './common.ts';

export const CampaignSchema = Fields(
  {
    ...header('campaign'),
    trigger: Type.Optional(
      Stream('The events that start it, such as `mission.completed where level = "c"`.'),
    ),
    audience: Type.Optional(Condition('Who gets it.')),
    webhook: Text('Where it is delivered.'),
    include: Type.Optional(
      Type.Array(Value('A feature to send along.'), { description: 'Features to send along.' }),
    ),
    offer: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        description: 'The offer, as the receiver understands it.',
      }),
    ),
    limit: Type.Optional(
      Fields(
        {
          count: Count('How often at most.', 1),
          per: Literal('In how long a time, such as 7d.'),
        },
        'How often one customer may get it.',
      ),
    ),
    from: Type.Optional(DateText('The first day.')),
    until: Type.Optional(DateText('The last day.')),
  },
  'Who is told what, when and where.',
);
