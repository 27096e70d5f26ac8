import { noting } from '../plugins/request-log.ts';
import { NoContent } from '../schemas/common.ts';
import {
  DiscardBody,
  EventsList,
  EventsQuery,
  EventTypesList,
  NormalizeAnswer,
  RawRecord,
  ReprocessAnswer,
  ReprocessBody,
} from '../schemas/events.ts';
import { assertKnownFilter, failedRecords, processedEvents } from '../services/event-list.ts';
import { reprocess, showFailed } from '../services/failed-events.ts';
import type { Services } from '../services/index.ts';
import type { App } from '../type-provider.ts';
import type { Json } from '../../engine/model.ts';
import { answerOne } from './answer-one.ts';
import { list, whole } from './route.ts';

const tags = ['Customer events'];

export function eventRoutes(app: App, services: Services): void {
  const { ingest, releases, context } = services;

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
      const [ingested] = await noting(request, ingest).ingest([
        { source_type, source_name, event: asJson(event) },
      ]);
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
        description:
          'By when they came in. A filtered page may hold fewer than `limit`, even none: go on while there is a `next_cursor`.',
        querystring: EventsQuery,
        response: { 200: EventsList },
      },
    },
    async ({ query }) => {
      assertKnownFilter(query, releases.live().program);
      // One list out of two: a cursor says by its first letter which of them it goes on with.
      const [part, rest] = [query.cursor?.slice(0, 1), query.cursor?.slice(1)];
      const paging = { limit: query.limit, ...(rest ? { cursor: rest } : {}) };
      if (part !== 'f' && query.processing_status !== 'failed') {
        const { results, next } = await processedEvents(context.store, query, paging);
        const failed = query.processing_status === undefined ? 'f' : null;
        return list({ results, next: next === null ? failed : `p${next}` });
      }
      const { results, next } = await failedRecords(context.store, query, paging);
      return list({ results: results.map(showFailed), next: next === null ? null : `f${next}` });
    },
  );

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
    request => reprocess(context.store, noting(request, ingest), request.body.failed_ids),
  );

  app.post(
    '/customer-events/discard/',
    {
      schema: {
        tags,
        summary: 'Forget failed records that nobody will mend',
        body: DiscardBody,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await context.store.dropFailed(request.body.failed_ids);
      return reply.code(204).send(null);
    },
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
