import { Type } from 'typebox';
import { closed, CustomerId, Decided, listOf, PageQuery, Timestamp } from './common.ts';
import { Points } from './customers.ts';

export const PointsQuery = Type.Object({ customer_id: CustomerId }, closed);
export const PointsAnswer = Type.Object({ customer_id: CustomerId, ...Points.properties, ...Decided });

export const LedgerQuery = Type.Object({ customer_id: Type.Optional(CustomerId), ...PageQuery }, closed);
export const LedgerList = listOf(
  Type.Object({
    posting_key: Type.String(),
    customer_id: CustomerId,
    account: Type.String(),
    amount: Type.Number(),
    cause: Type.String(),
    at: Timestamp,
    ...Decided,
  }),
);
