import { Readable } from 'node:stream';
import { endWhenStalled } from '../plugins/stalled-reader.ts';
import { decisionOfLive } from '../presenters/decision.ts';
import { showCustomer, showCustomerRow, showScores } from '../presenters/customer.ts';
import { showEntry } from '../presenters/timeline.ts';
import { notFound, unprocessable } from '../problem.ts';
import type { Program } from '../../dsl/index.ts';
import { CustomerParams, closed, NoContent, PageQuery } from '../schemas/common.ts';
import {
  BehaviorScores,
  Customer,
  CustomersList,
  CustomersQuery,
  EraseQuery,
  Explained,
  Exported,
  ExplainQuery,
  Recalculated,
  TimelineList,
} from '../schemas/customers.ts';
import type { Services } from '../services/index.ts';
import type { App } from '../type-provider.ts';
import { Type } from 'typebox';
import { given, list, pageOf } from './route.ts';

const tags = ['Customers'];
const scoreTags = ['Behaviour scores'];

export function customerRoutes(app: App, services: Services): void {
  const { context, customers, eraseCustomer, exportCustomer, releases, timeline } = services;
  const { store } = context;

  app.get(
    '/customers/',
    {
      schema: {
        tags,
        summary: 'Customers, as of their last step',
        querystring: CustomersQuery,
        response: { 200: CustomersList },
      },
    },
    async ({ query }) => {
      assertKnown(query, releases.live().program);
      const page = await store.audience({
        ...pageOf(query),
        ...given('search', query.search),
        ...given('segment', query.segment),
        ...given('tier', query.tier),
        ...given('mission', query.mission),
      });
      return list({ results: page.results.map(showCustomerRow), next: page.next });
    },
  );

  app.get(
    '/customers/:id/',
    {
      schema: {
        tags,
        summary: 'One customer as of now',
        params: CustomerParams,
        response: { 200: Customer },
      },
    },
    async ({ params }) => showCustomer((await customers.read(params.id)).view, releases.live().program),
  );

  app.get(
    '/customers/:id/export/',
    {
      schema: {
        tags,
        summary: 'All that is kept about a customer',
        description:
          'To be handed to the customer who asks for it. It is written while it is read: one that breaks off is no whole JSON.',
        params: CustomerParams,
        response: { 200: Exported },
      },
    },
    async ({ params }, reply) => {
      const text = Readable.from(await exportCustomer(params.id), { objectMode: false });
      endWhenStalled(reply.raw);
      return reply.type('application/json').send(text);
    },
  );

  app.delete(
    '/customers/:id/',
    {
      schema: {
        tags,
        summary: 'Erase a customer, for good',
        description:
          'Removes the document, every event and effect, deliveries, failed records and kept answers, and lets nothing ' +
          'about him in again, whoever sends it. What remains is a keyed hash of the id, and what he had in points as ' +
          'part of the totals of the ledger. An id that nobody has is a 404, and is not kept out, unless keep_out says so.',
        params: CustomerParams,
        querystring: EraseQuery,
        response: { 204: NoContent },
      },
    },
    async ({ params, query }, reply) => {
      await eraseCustomer(params.id, { keepOutUnknown: query.keep_out });
      return reply.code(204).send();
    },
  );

  app.get(
    '/customers/:id/timeline/',
    {
      schema: {
        tags,
        summary: 'What came in and what followed, newest first',
        description:
          'In the order in which things came in, since that is the order in which they had effects; an event that ' +
          'happened on another day says so in its notes.',
        params: CustomerParams,
        querystring: Type.Object(PageQuery, closed),
        response: { 200: TimelineList },
      },
    },
    async ({ params, query }) => {
      const { snapshot, view, at } = await customers.read(params.id);
      const { program, engine } = releases.live();
      const page = await timeline.page({ snapshot, zone: view.zone, at }, pageOf(query));
      const results = page.results.map(({ entry, notes }) => showEntry(entry, program, engine, notes));
      return list({ results, next: page.next });
    },
  );

  app.get(
    '/customers/:id/explain/',
    {
      schema: {
        tags,
        summary: 'Why, why not, and how far',
        params: CustomerParams,
        querystring: ExplainQuery,
        response: { 200: Explained },
      },
    },
    async ({ params, query }) => {
      const { snapshot, view, at } = await customers.read(params.id);
      const live = releases.live();
      const explain = (rule: string) => live.engine.explain(snapshot, params.id, at, rule);
      const about = { customer_id: params.id, ...decisionOfLive(live) };
      if (query.rule !== undefined) {
        const explained = explain(query.rule);
        if (explained) return { ...explained, ...about };
        throw notFound(
          `There is no rule "${query.rule}". Write e.g. mission.data_explorer, score.risk or badge.power_user:silver.`,
        );
      }
      const rules = [
        ...live.engine
          .notGenerated(snapshot, params.id, at)
          .map(({ template_id }) => `mission.${template_id}`),
        ...view.badges.flatMap(({ badge_type, next_level }) =>
          next_level === null ? [] : [`badge.${badge_type}:${next_level}`],
        ),
      ];
      return { results: rules.flatMap(rule => explain(rule) ?? []), ...about };
    },
  );

  app.get(
    '/behavior-scores/:id/',
    {
      schema: {
        tags: scoreTags,
        summary: 'The scores and how they came about',
        params: CustomerParams,
        response: { 200: BehaviorScores },
      },
    },
    async ({ params }) => showScores((await customers.read(params.id)).view),
  );

  app.post(
    '/behavior-scores/:id/recalculate/',
    {
      schema: {
        tags: scoreTags,
        summary: 'Fold the stored events again and compare with what was kept',
        params: CustomerParams,
        response: { 200: Recalculated },
      },
    },
    async ({ params }) => {
      const { view, differs } = await customers.recalculate(params.id);
      return { ...showScores(view), differs };
    },
  );
}

/** A filter by what no rule defines would find nobody, and look as if there were nobody. */
function assertKnown(
  query: { readonly segment?: string; readonly tier?: string; readonly mission?: string },
  { segments, tiers, missions }: Program,
): void {
  const known = {
    segment: segments.map(({ id }) => id),
    tier: tiers.flatMap(({ levels }) => levels.map(({ id }) => id)),
    mission: missions.map(({ id }) => id),
  };
  for (const filter of ['segment', 'tier', 'mission'] as const) {
    const value = query[filter];
    if (value === undefined || known[filter].includes(value)) continue;
    throw unprocessable(filter, `There is no ${filter} "${value}".`, `one of: ${known[filter].join(', ')}`);
  }
}
