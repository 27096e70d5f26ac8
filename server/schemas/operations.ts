import { Type } from 'typebox';
import { closed, Decided, oneOf, Timestamp, nullable } from './common.ts';

export const Me = Type.Object({
  name: Type.String(),
  roles: Type.Array(Type.String()),
  open_mode: Type.Boolean(),
});

export const Stats = Type.Object({
  customers: Type.Integer(),
  events: Type.Integer(),
  failed: Type.Integer(),
  ...Decided,
  as_of: Timestamp,
  histograms: Type.Record(
    Type.String(),
    Type.Object({
      name: Type.String(),
      high_is_bad: Type.Boolean(),
      bins: Type.Array(Type.Object({ from: Type.Number(), to: Type.Number(), count: Type.Integer() })),
      mean: nullable(Type.Number()),
    }),
  ),
  funnel: Type.Array(
    Type.Object({
      template_id: Type.String(),
      name: Type.String(),
      category: Type.String(),
      assigned: Type.Integer(),
      active: Type.Integer(),
      completed: Type.Integer(),
      expired: Type.Integer(),
      withdrawn: Type.Integer(),
    }),
  ),
  badges: Type.Array(
    Type.Object({ badge_type: Type.String(), level: Type.String(), awarded: Type.Integer() }),
  ),
  tiers: Type.Array(Type.Object({ id: Type.String(), customers: Type.Integer() })),
  segments: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), customers: Type.Integer() })),
});

export const DemoBody = Type.Object(
  {
    customers: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000, default: 200 })),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 730, default: 90 })),
    seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 4_294_967_295, default: 1 })),
  },
  closed,
);
export const DemoParams = Type.Object({ id: Type.String({ maxLength: 100 }) });
export const DemoStarted = Type.Object({ id: Type.String() });
export const DemoJob = Type.Object({
  id: Type.String(),
  state: oneOf(['running', 'done', 'failed', 'cancelled']),
  customers: Type.Integer(),
  done: Type.Integer({ description: 'Days of the made-up past, of total' }),
  total: Type.Integer(),
  events: Type.Integer(),
  failed: Type.Integer(),
  rate: Type.Number({ description: 'Events a second' }),
  detail: Type.Optional(Type.String()),
});
