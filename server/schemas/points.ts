import { Type } from 'typebox';
import { MOST_POINTS } from '../../engine/points/point-commands.ts';
import { closed, CustomerId, Decided, listOf, PageQuery, Timestamp } from './common.ts';
import { Points, PointsStanding } from './customers.ts';

const DAY_S = 86_400;

export const PointsQuery = Type.Object({ customer_id: CustomerId }, closed);
export const PointsAnswer = Type.Object({ customer_id: CustomerId, ...Points.properties, ...Decided });

export const LedgerQuery = Type.Object({ customer_id: Type.Optional(CustomerId), ...PageQuery }, closed);
export const LedgerList = listOf(
  Type.Object({
    posting_key: Type.String({ description: 'Names the cause; no two postings have the same' }),
    customer_id: CustomerId,
    account: Type.String({
      description:
        "customer: what can be spent; pending and hold: the customer's too, but not now; liability, expense and breakage: the programme's side",
    }),
    amount: Type.Number({ description: 'The lines of a posting add up to 0' }),
    cause: Type.String(),
    reason: Type.Optional(Type.String()),
    hold_id: Type.Optional(Type.String()),
    about: Type.Optional(Type.String({ description: 'The name of the mission that was completed' })),
    reverses: Type.Optional(Type.String({ description: 'The posting key of what this reverses' })),
    sentence: Type.String({ description: 'What the posting did; its lines have the same' }),
    at: Timestamp,
    ...Decided,
  }),
);

export const BudgetsList = listOf(
  Type.Object({
    budget: Type.String(),
    points: Type.Number({ description: 'What the policy allows in a period' }),
    per: Type.String(),
    granted: Type.Number({
      description: 'The rewards of the missions that were approved in the running period',
    }),
    left: Type.Number(),
    missions: Type.Integer(),
    from: Timestamp,
    until: Timestamp,
  }),
);

const Amount = Type.Integer({ minimum: 1, maximum: MOST_POINTS, description: 'Whole points' });
const Reason = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const HoldId = Type.String({ minLength: 1, maxLength: 100, examples: ['h_0123456789abcdef'] });

export const RedeemBody = Type.Object({ customer_id: CustomerId, amount: Amount, reason: Reason }, closed);

export const HoldBody = Type.Object(
  {
    ...RedeemBody.properties,
    expires_in: Type.Integer({
      minimum: 1,
      maximum: 90 * DAY_S,
      default: DAY_S,
      description: 'Seconds until the points are free again, unless they were captured before',
    }),
  },
  closed,
);

export const CaptureBody = Type.Object(
  {
    customer_id: CustomerId,
    hold_id: HoldId,
    amount: Type.Optional({
      ...Amount,
      description: 'Whole points; none: all of the hold. The rest is released',
    }),
    reason: Type.Optional(Reason),
  },
  closed,
);

export const ReleaseBody = Type.Object(
  { customer_id: CustomerId, hold_id: HoldId, reason: Type.Optional(Reason) },
  closed,
);

export const ReverseBody = Type.Object(
  {
    customer_id: CustomerId,
    posting_key: Type.String({
      minLength: 1,
      maxLength: 300,
      description:
        'The posting of a redemption, a capture or an earning, as the ledger has it; or the id of a redemption, hold or mission',
      examples: ['redemption:r_0123456789abcdef'],
    }),
    amount: Type.Optional({ ...Amount, description: 'Whole points; none: all of it' }),
    reason: Reason,
  },
  closed,
);

const Done = {
  posting_key: Type.String(),
  customer_id: CustomerId,
  amount: Type.Number(),
  reason: Type.Optional(Type.String()),
  at: Timestamp,
  ...PointsStanding,
  ...Decided,
};

export const Redeemed = Type.Object({ redemption_id: Type.String(), ...Done });
export const Held = Type.Object({ hold_id: Type.String(), expires_at: Timestamp, ...Done });
export const Captured = Type.Object({
  hold_id: Type.String(),
  released: Type.Number({ description: 'What was left of the hold, and is free again' }),
  ...Done,
});
export const Released = Type.Object({ hold_id: Type.String(), ...Done });
export const Reversed = Type.Object({
  reversed: Type.String({ description: 'The posting key of what was reversed' }),
  ...Done,
});
