import { Type } from 'typebox';
import { closed, CustomerId, Decided, listOf, oneOf, PageQuery, Timestamp } from './common.ts';

export const MISSION_STATUSES = [
  'proposed',
  'scheduled',
  'active',
  'closing',
  'completed',
  'expired',
  'withdrawn',
  'reversed',
] as const;
const Status = oneOf(MISSION_STATUSES);

export const MissionReference = Type.Union(
  [Type.String({ minLength: 1, maxLength: 200 }), Type.Integer({ minimum: 1 })],
  {
    description:
      "A mission's own id (\"m_…\"), or its template's number or rule id: then the customer's latest of it",
  },
);

const Reward = Type.Object({
  points: Type.Optional(Type.Number()),
  data: Type.Optional(Type.Number({ description: 'Bytes' })),
  money: Type.Optional(Type.Number()),
  offer: Type.Optional(Type.String()),
  hold_days: Type.Optional(Type.Number()),
});

export const Mission = Type.Object({
  id: Type.String(),
  template_id: Type.String(),
  name: Type.String(),
  category: Type.String(),
  level: oneOf(['a', 'b', 'c']),
  variant: Type.Optional(Type.String()),
  period: Type.String(),
  metric: Type.String(),
  current_value: Type.Number(),
  target_value: Type.Number(),
  unit: Type.String(),
  percent: Type.Number(),
  sentence: Type.String(),
  remaining: Type.Number(),
  reward_config: Reward,
  starts_at: Timestamp,
  ends_at: Timestamp,
  assigned_at: Timestamp,
  status: Status,
  segment: Type.String({ description: 'Whose variation it is' }),
  is_dynamic: Type.Boolean(),
  generated_for: CustomerId,
  steps: Type.Optional(
    Type.Array(Type.Object({ id: Type.String(), name: Type.String(), done: Type.Boolean() })),
  ),
  why: Type.Object({
    priority: Type.Number(),
    fit: Type.Number(),
    margin: Type.Number(),
    cost: Type.Number(),
    weight: Type.Number(),
    text: Type.String(),
  }),
});
export const MissionsList = listOf(Mission);

export const MissionsQuery = Type.Object(
  {
    customer_id: Type.Optional(CustomerId),
    status: Type.Optional(Status),
    category: Type.Optional(Type.String()),
    ...PageQuery,
  },
  closed,
);

export const GenerateBody = Type.Object(
  {
    customer_id: CustomerId,
    max_missions: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 5 })),
    force_regenerate: Type.Optional(Type.Boolean({ default: false })),
  },
  closed,
);
export const NotGenerated = Type.Object({
  template_id: Type.String(),
  reason: Type.String(),
  how_far: Type.Optional(Type.Number()),
});
export const GenerateAnswer = Type.Object({
  missions: Type.Array(Mission),
  not_generated: Type.Array(NotGenerated),
  ...Decided,
});

export const ProgressBody = Type.Object(
  {
    mission: MissionReference,
    customer_id: CustomerId,
    current_value: Type.Number({ minimum: 0 }),
    target_value: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  },
  closed,
);
export const Progress = Type.Object({
  mission: Type.String(),
  template_id: Type.String(),
  customer_id: CustomerId,
  current_value: Type.Number(),
  target_value: Type.Number(),
  percent: Type.Number(),
  status: Status,
  starts_at: Timestamp,
  ends_at: Timestamp,
  remaining: Type.Number(),
  sentence: Type.String(),
  ...Decided,
});
export const ProgressList = listOf(Progress);
export const ProgressQuery = Type.Object({ customer_id: CustomerId, ...PageQuery }, closed);

export const MissionParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }) });
export const MissionCustomerQuery = Type.Object({ customer_id: Type.Optional(CustomerId) }, closed);

export const MissionDecisionBody = Type.Object(
  { customer_id: Type.Optional(CustomerId), reason: Type.Optional(Type.String({ maxLength: 500 })) },
  closed,
);
export const MissionAnswer = Type.Object({ ...Mission.properties, ...Decided });

const Variation = Type.Object({ segment: Type.String(), level: Type.String(), period: Type.String() });
export const TemplatesList = listOf(
  Type.Object({
    id: Type.Integer(),
    template_id: Type.String(),
    name: Type.String(),
    description: Type.String(),
    category: Type.String(),
    tags: Type.Array(Type.String()),
    when: Type.String(),
    metric: Type.Array(Type.String()),
    variations: Type.Array(Variation),
    rule: Type.Unknown({ description: 'The compiled rule, conditions as JSONLogic' }),
  }),
);
