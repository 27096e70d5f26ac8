import type { FastifyRequest } from 'fastify';
import { optional } from '../../dsl/compile/optional.ts';
import type { PointsCommand } from '../../engine/model.ts';
import { showPoints } from '../presenters/customer.ts';
import { showPosted } from '../presenters/points.ts';
import {
  BudgetsList,
  Captured,
  CaptureBody,
  Held,
  HoldBody,
  LedgerList,
  LedgerQuery,
  PointsAnswer,
  PointsQuery,
  RedeemBody,
  Redeemed,
  ReleaseBody,
  Released,
  ReverseBody,
  Reversed,
} from '../schemas/points.ts';
import type { Services } from '../services/index.ts';
import { readLedger } from '../services/points.ts';
import { toTimestamp } from '../time.ts';
import type { App } from '../type-provider.ts';
import { given, list, pageOf, requestOf, whole } from './route.ts';

const tags = ['Points'];

export function pointRoutes(app: App, { budgets, context, customers, releases, run }: Services): void {
  app.get(
    '/points/',
    {
      schema: {
        tags,
        summary: "A customer's points",
        querystring: PointsQuery,
        response: { 200: PointsAnswer },
      },
    },
    async ({ query }) => {
      const { view } = await customers.read(query.customer_id);
      const { customer_id, points, program, release } = view;
      return { customer_id, ...showPoints(points), program, release };
    },
  );
  app.get(
    '/points/ledger/',
    {
      schema: {
        tags,
        summary: 'Postings, newest first',
        querystring: LedgerQuery,
        response: { 200: LedgerList },
      },
    },
    async ({ query }) =>
      list(
        await readLedger(context.store, releases.live(), {
          ...pageOf(query),
          ...given('customer', query.customer_id),
        }),
      ),
  );

  app.get(
    '/points/budgets/',
    {
      schema: {
        tags,
        summary: 'What missions may cost together, and what is left of it in the running period',
        response: { 200: BudgetsList },
      },
    },
    async () =>
      whole(
        (await budgets.list()).map(({ from, until, ...standing }) => ({
          ...standing,
          from: toTimestamp(from),
          until: toTimestamp(until),
        })),
      ),
  );

  app.post(
    '/points/redeem/',
    {
      schema: {
        tags,
        summary: 'Spend points',
        description: 'Oldest points first. Where there are not enough, 409 says how many are `available`.',
        body: RedeemBody,
        response: { 200: Redeemed },
      },
    },
    async request => {
      const { customer_id, ...what } = request.body;
      return post(request, customer_id, { do: 'redeem', ...what });
    },
  );

  app.post(
    '/points/hold/',
    {
      schema: {
        tags,
        summary: 'Set points aside, to be captured or released',
        description: 'They leave the balance at once, and come back by themselves when the time is over.',
        body: HoldBody,
        response: { 200: Held },
      },
    },
    async request => {
      const { customer_id, expires_in, ...what } = request.body;
      return post(request, customer_id, { do: 'hold', ...what, expires_in: expires_in * 1000 });
    },
  );

  app.post(
    '/points/capture/',
    {
      schema: {
        tags,
        summary: 'Spend points that are on hold, all or some; the rest is released',
        body: CaptureBody,
        response: { 200: Captured },
      },
    },
    async request => {
      const { customer_id, hold_id: hold, amount, reason } = request.body;
      return post(request, customer_id, { do: 'capture', hold, ...optional({ amount, reason }) });
    },
  );

  app.post(
    '/points/release/',
    {
      schema: {
        tags,
        summary: 'Give points that are on hold back to the customer',
        body: ReleaseBody,
        response: { 200: Released },
      },
    },
    async request => {
      const { customer_id, hold_id: hold, reason } = request.body;
      return post(request, customer_id, { do: 'release', hold, ...optional({ reason }) });
    },
  );

  app.post(
    '/points/reverse/',
    {
      schema: {
        tags,
        summary: 'Reverse a redemption, a capture or an earning, whole or in part, once',
        description:
          'Points that come back count as earned today. An earning is taken back below zero where the policy takes back what was spent.',
        body: ReverseBody,
        response: { 200: Reversed },
      },
    },
    async request => {
      const { customer_id, posting_key: posting, amount, reason } = request.body;
      return post(request, customer_id, { do: 'reverse', posting, reason, ...optional({ amount }) });
    },
  );

  async function post(request: FastifyRequest, customer: string, command: PointsCommand) {
    return showPosted(customer, command, await run(requestOf(request), customer, command));
  }
}
