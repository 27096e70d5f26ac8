import Type from 'typebox';
import { Condition, Fields, Literal, Named, continuity, header } from './common.ts';

const Level = Fields({ when: Type.Optional(Condition('Who belongs to it; the lowest level has none.')) });

export const TierSchema = Fields(
  {
    ...header('tier'),
    ...continuity,
    grace: Literal('How long a held tier outlives its condition.'),
    levels: Named(Level, 'The levels, lowest first.'),
  },
  'A ladder of tiers.',
);
