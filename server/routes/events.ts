import { eventOf } from '../presenters/timeline.ts';
import {
  EventsList,
  EventsQuery,
  EventTypesList,
  NormalizeAnswer,
  RawRecord,
  ReprocessAnswer,
  ReprocessBody,
} from '../schemas/events.ts';
import { answerOne } from './answer-one.ts';
import { reprocess, showFailed } from '../services/failed-events.ts';
import type { Services } from '../services/index.ts';
import type { Page } from '../stores/store.ts';
import type { App } from '../type-provider.ts';
import type { Json } from '../../engine/model.ts';
import { given, list, whole } from './route.ts';

const tags = ['Customer events'];

export function eventRoutes(app: App, services: Services): void {
  const { ingest, releases, context, customers } = services;

  app.post(
    '/customer-events/normalize/',
    {
      schema: {
        tags,
        summary: 'Take in one raw record',
        description:
          'Maps it, decides what follows from it for the customer, and says so. The same record again is a duplicate.',
        body: RawRecord,
        response: { 200: NormalizeAnswer, 201: NormalizeAnswer },
      },
    },
    async (request, reply) => {
      const { source_type, source_name, event } = request.body;
      const [ingested] = await ingest.ingest([{ source_type, source_name, event: asJson(event) }]);
      const { code, answer } = await answerOne(services, ingested);
      return reply.code(code).send(answer);
    },
  );

  app.get(
    '/customer-events/',
    {
      schema: {
        tags,
        summary: 'Events, newest first: the processed ones, then the failed',
        querystring: EventsQuery,
        response: { 200: EventsList },
      },
    },
    async ({ query }) => {
      const { customer_id, processing_status } = query;
      // One list out of two: a cursor says by its first letter which of them it goes on with.
      const [part, rest] = [query.cursor?.slice(0, 1), query.cursor?.slice(1)];
      const paging = { limit: query.limit, ...(rest ? { cursor: rest } : {}) };
      if (part !== 'f' && processing_status !== 'failed') {
        const page = await processedEvents(paging, customer_id);
        const next = page.next === null ? (processing_status === undefined ? 'f' : null) : `p${page.next}`;
        return list({ results: page.results, next });
      }
      const page = await context.store.failed(paging);
      const results = page.results
        .filter(record => customer_id === undefined || record.customer_id === customer_id)
        .map(showFailed);
      return list({ results, next: page.next === null ? null : `f${page.next}` });
    },
  );

  async function processedEvents(
    paging: { readonly limit: number; readonly cursor?: string },
    customer: string | undefined,
  ): Promise<Page<object>> {
    const page = await context.store.entries({ ...paging, kind: 'event', ...given('customer', customer) });
    return { results: page.results.flatMap(entry => eventOf(entry) ?? []), next: page.next };
  }

  app.post(
    '/customer-events/reprocess/',
    {
      schema: {
        tags,
        summary: 'Try failed records again',
        body: ReprocessBody,
        response: { 200: ReprocessAnswer },
      },
    },
    request => reprocess(context.store, ingest, request.body.failed_ids),
  );

  app.get(
    '/event-types/',
    { schema: { tags, summary: 'The event catalogue', response: { 200: EventTypesList } } },
    async () =>
      whole(
        Object.values(releases.live().program.events).map(
          ({ id, name, sourceTypes, unit, required, attributes }) => ({
            id,
            name,
            source_types: sourceTypes,
            unit: unit ?? null,
            required,
            attributes: Object.fromEntries(
              Object.entries(attributes).map(([key, { type, unit: of, values }]) => [
                key,
                {
                  type,
                  ...(of === undefined ? {} : { unit: of }),
                  ...(values === undefined ? {} : { values }),
                },
              ]),
            ),
          }),
        ),
      ),
  );
}

/** A body was parsed from JSON, so nothing else can be in it. */
function asJson(value: unknown): Json {
  return value as Json;
}
