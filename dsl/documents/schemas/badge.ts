import Type from 'typebox';
import { Condition, Count, Fields, continuity, header } from './common.ts';

const Level = Fields({
  when: Condition('When the level is earned.'),
  points: Type.Optional(Count("Qualifying points; without it the policy's badge_points.")),
});

export const BadgeSchema = Fields(
  {
    ...header('badge'),
    ...continuity,
    revoke_on: Type.Optional(
      Type.Array(Type.Enum(['reversal', 'fraud', 'operator']), {
        description: 'What may take a level back.',
      }),
    ),
    levels: Type.Object(
      {
        bronze: Type.Optional(Level),
        silver: Type.Optional(Level),
        gold: Type.Optional(Level),
        platinum: Type.Optional(Level),
      },
      { additionalProperties: false, minProperties: 1, description: 'A level needs the level before it.' },
    ),
  },
  'A badge and its levels.',
);
