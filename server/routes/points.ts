import { showPoints } from '../presenters/customer.ts';
import { LedgerList, LedgerQuery, PointsAnswer, PointsQuery } from '../schemas/points.ts';
import type { Services } from '../services/index.ts';
import { readLedger } from '../services/points.ts';
import type { App } from '../type-provider.ts';
import { given, list, pageOf } from './route.ts';

const tags = ['Points'];

export function pointRoutes(app: App, { context, customers }: Services): void {
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
      list(await readLedger(context.store, { ...pageOf(query), ...given('customer', query.customer_id) })),
  );
}
