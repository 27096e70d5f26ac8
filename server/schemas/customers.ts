import { Type } from 'typebox';
import {
  closed,
  CustomerId,
  Decided,
  Effect,
  listOf,
  nullable,
  oneOf,
  PageQuery,
  Scalar,
  Timestamp,
} from './common.ts';
import { NormalisedEvent } from './events.ts';
import { Mission } from './missions.ts';

const Scores = Type.Record(Type.String(), Type.Number());

export const CustomersQuery = Type.Object(
  {
    search: Type.Optional(Type.String({ maxLength: 128, description: 'Start of the customer id' })),
    segment: Type.Optional(Type.String()),
    tier: Type.Optional(Type.String()),
    mission: Type.Optional(Type.String({ description: 'Template id of an active mission' })),
    ...PageQuery,
  },
  closed,
);

export const EraseQuery = Type.Object(
  {
    keep_out: Type.Boolean({
      default: false,
      description: 'Also where nobody has that id: nothing about him is ever taken in then',
    }),
  },
  closed,
);

export const CustomerRow = Type.Object({
  customer_id: CustomerId,
  as_of: Timestamp,
  scores: Scores,
  tier: Type.String(),
  segments: Type.Array(Type.String()),
  points: Type.Number(),
  active_missions: Type.Integer(),
  badges: Type.Integer(),
  last_event_at: nullable(Timestamp),
});
export const CustomersList = listOf(CustomerRow);

export const ScoreTerm = Type.Object({
  name: Type.String(),
  label: Type.String(),
  input: nullable(Type.Number()),
  input_text: nullable(Type.String()),
  value: nullable(Type.Number()),
  weight: Type.Number(),
  contribution: Type.Number(),
  text: Type.String(),
  state: oneOf(['counted', 'missing', 'source_off']),
});

export const ScoreBreakdown = Type.Object({
  score: Type.Number(),
  coverage: Type.Number(),
  terms: Type.Array(ScoreTerm),
  bounds: Type.Array(
    Type.Object({
      name: Type.String(),
      kind: oneOf(['at_least', 'at_most']),
      value: Type.Number(),
      applied: Type.Boolean(),
    }),
  ),
});

const BadgeStanding = Type.Object({
  badge_type: Type.String(),
  name: Type.String(),
  level: nullable(Type.String()),
  next_level: nullable(Type.String()),
  how_far: Type.Number(),
  sentence: Type.String(),
  awards: Type.Array(Type.Object({ level: Type.String(), awarded_at: Timestamp, cause: Type.String() })),
});

/** What a customer's points come to. */
export const PointsStanding = {
  balance: Type.Number({
    description: "The sum of the customer's ledger lines; below zero after a reversal of what was spent",
  }),
  available: Type.Number({ description: 'What can be redeemed or put on hold now' }),
  pending: Type.Number({ description: 'Earned, and not yet spendable' }),
  on_hold: Type.Number({ description: 'Set aside, to be captured or released; not in the balance' }),
};

export const Points = Type.Object({
  ...PointsStanding,
  holds: Type.Array(
    Type.Object({
      hold_id: Type.String(),
      amount: Type.Number(),
      reason: Type.String(),
      expires_at: Timestamp,
    }),
  ),
  expiring: Type.Array(Type.Object({ amount: Type.Number(), on: Timestamp })),
});

export const Customer = Type.Object({
  customer_id: CustomerId,
  as_of: Timestamp,
  first_seen: nullable(Timestamp),
  zone: Type.String(),
  ...Decided,
  entries: Type.Integer({ description: 'Journal entries so far' }),
  scores: Type.Record(Type.String(), ScoreBreakdown),
  score_names: Type.Record(Type.String(), Type.Object({ name: Type.String(), high_is_bad: Type.Boolean() })),
  segments: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  tier: nullable(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      next: nullable(Type.String()),
      sentence: Type.String(),
    }),
  ),
  profile: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      description: Type.String(),
      value: nullable(Scalar),
      unit: Type.String(),
      text: Type.String({ description: 'As a person says it; says so where nothing is known' }),
    }),
  ),
  points: Points,
  missions: Type.Array(Mission),
  badges: Type.Array(BadgeStanding),
  holdout: Type.Boolean(),
  excluded: Type.Boolean(),
});

const Kept = Type.Array(Type.Object({}, { additionalProperties: true }));

export const Exported = Type.Object({
  customer_id: CustomerId,
  exported_at: Timestamp,
  ...Decided,
  customer: nullable(Customer),
  journal: {
    ...Kept,
    description: 'What came in and what followed, newest first, each input as it was taken in',
  },
  deliveries: { ...Kept, description: 'What was sent on about the customer, and to whom' },
  failed_records: { ...Kept, description: 'Records that could not be read' },
});

export const BehaviorScores = Type.Object(
  {
    customer_id: CustomerId,
    breakdown: Type.Record(Type.String(), ScoreBreakdown),
    calculated_at: Timestamp,
    ...Decided,
  },
  { additionalProperties: true, description: 'Besides, each score of the rules as <id>_score' },
);

export const Recalculated = Type.Object(
  {
    ...BehaviorScores.properties,
    differs: Type.Boolean({ description: 'True: the kept state was not what the events give' }),
  },
  { additionalProperties: true },
);

export const TimelineList = listOf(
  Type.Object({
    id: Type.String(),
    at: Timestamp,
    occurred_at: nullable(Timestamp),
    kind: oneOf(['event', 'command', 'tick']),
    title: Type.String(),
    detail: Type.String(),
    event: Type.Optional(NormalisedEvent),
    effects: Type.Array(Effect),
    sentences: Type.Array(Type.String()),
    notes: Type.Array(
      Type.Object({
        kind: oneOf(['late', 'repeated', 'conflict', 'reversal', 'reversed']),
        sentence: Type.String(),
      }),
      { description: 'How an event came in: after its day had closed, again, taking back or taken back' },
    ),
    ...Decided,
  }),
);

export const ExplainQuery = Type.Object(
  {
    rule: Type.Optional(
      Type.String({
        maxLength: 300,
        description:
          'mission.data_explorer, score.risk, badge.power_user:silver, tier.club, points; none: all missions and badges',
      }),
    ),
  },
  closed,
);

/** The tree of conditions nests without an end, which JSON Schema says with a reference; here one level stands for all. */
export const ExplainNode = Type.Object(
  {
    text: Type.String(),
    kind: Type.String(),
    met: nullable(Type.Boolean()),
    children: Type.Array(Type.Unknown()),
  },
  { additionalProperties: true },
);

export const Explanation = Type.Object({
  rule: Type.String(),
  name: Type.String(),
  verdict: Type.String(),
  met: nullable(Type.Boolean()),
  tree: nullable(ExplainNode),
  gates: Type.Array(Type.Object({ gate: Type.String(), passed: Type.Boolean(), sentence: Type.String() })),
});

export const Explained = Type.Union([
  Type.Object({ ...Explanation.properties, customer_id: CustomerId, ...Decided }),
  Type.Object({ results: Type.Array(Explanation), customer_id: CustomerId, ...Decided }),
]);
