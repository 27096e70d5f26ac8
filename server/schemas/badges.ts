import { Type } from 'typebox';
import { closed, CustomerId, Decided, listOf, nullable, oneOf, PageQuery, Timestamp } from './common.ts';

export const BadgeReference = Type.Union(
  [Type.String({ minLength: 1, maxLength: 200 }), Type.Integer({ minimum: 1 })],
  {
    description: 'The badge\'s number, or "power_user:silver"; a type alone means all its levels',
  },
);

export const BadgesList = listOf(
  Type.Object({
    id: Type.Integer(),
    badge_id: Type.String(),
    badge_type: Type.String(),
    name: Type.String(),
    description: Type.String(),
    level: Type.String(),
    unlock_order: Type.Integer(),
    points: Type.Number(),
    auto_award_rules: Type.Unknown({ description: 'JSONLogic' }),
    when: Type.String(),
    revoke_on: Type.Array(Type.String()),
  }),
);

export const CheckBody = Type.Object(
  { badge_id: Type.Optional(BadgeReference), customer_id: CustomerId },
  closed,
);

export const CheckAnswer = Type.Object({
  awarded: Type.Array(
    Type.Object({
      badge_id: Type.String(),
      badge_type: Type.String(),
      level: Type.String(),
      awarded_at: Timestamp,
      cause: Type.String(),
    }),
  ),
  not_awarded: Type.Array(
    Type.Object({
      badge_id: Type.String(),
      badge_type: Type.String(),
      level: Type.String(),
      reason: Type.String(),
      how_far: Type.Number(),
    }),
  ),
  ...Decided,
});

export const AwardBody = Type.Object(
  {
    badge_id: BadgeReference,
    customer_id: CustomerId,
    reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
  },
  closed,
);
export const RevokeBody = Type.Object(
  { ...AwardBody.properties, cause: Type.Optional(oneOf(['operator', 'fraud'])) },
  closed,
);

export const Award = Type.Object({
  id: Type.String(),
  badge_id: Type.String(),
  badge_type: Type.String(),
  level: Type.String(),
  customer_id: CustomerId,
  awarded_at: Timestamp,
  cause: Type.String(),
  ...Decided,
  revoked_at: nullable(Timestamp),
  revoked_because: nullable(Type.String()),
});
export const AwardsList = listOf(Award);
export const AwardsQuery = Type.Object({ customer_id: Type.Optional(CustomerId), ...PageQuery }, closed);
