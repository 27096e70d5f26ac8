import Type from 'typebox';
import { Condition, Fields, Named, Text, Value, header } from './common.ts';

const Term = Fields({
  name: Type.Optional(Text('The name that people read.')),
  description: Type.Optional(Text('What the term measures.')),
  weight: Type.Number({ description: 'Its share, relative to the other terms.', exclusiveMinimum: 0 }),
  value: Value('A number from 0 to 100.'),
});

const Bound = Fields({
  name: Type.Optional(Text('Why the bound is there, for explanations.')),
  value: Type.Number({ description: 'The bound, 0 to 100.', minimum: 0, maximum: 100 }),
  when: Condition('When it applies.'),
});

export const ScoreSchema = Fields(
  {
    ...header('score'),
    high_is_bad: Type.Optional(Type.Boolean({ description: 'A high score is bad news.' })),
    crossings: Type.Optional(
      Fields(
        {
          at: Type.Array(Type.Number({ minimum: 0, maximum: 100 }), {
            description: 'The thresholds that raise score.crossed.',
          }),
          margin: Type.Optional(
            Type.Number({
              description: 'How far it must go back before the same threshold counts again.',
              minimum: 0,
            }),
          ),
        },
        'Which thresholds raise an event.',
      ),
    ),
    terms: Named(Term, 'What the score is made of.'),
    result: Type.Optional(Value('The score, over `weighted`, the weighted sum of the terms.')),
    at_least: Type.Optional(Type.Array(Bound, { description: 'Lower bounds that apply under a condition.' })),
    at_most: Type.Optional(Type.Array(Bound, { description: 'Upper bounds that apply under a condition.' })),
  },
  'A number from 0 to 100 for each customer.',
);
