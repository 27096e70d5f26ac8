import { Readable } from 'node:stream';
import { showEffects } from '../presenters/effect.ts';
import { decisionOf, decisionOfLive } from '../presenters/decision.ts';
import { eventOf } from '../presenters/timeline.ts';
import { ProblemError } from '../problem.ts';
import {
  BatchAnswer,
  BatchBody,
  EventsList,
  EventsQuery,
  EventTypesList,
  NormalizeAnswer,
  RawRecord,
  ReprocessAnswer,
  ReprocessBody,
} from '../schemas/events.ts';
import type { BatchLine } from '../schemas/events.ts';
import { ingestItems, ingestStream } from '../services/batches.ts';
import { reprocess, showFailed } from '../services/failed-events.ts';
import type { Services } from '../services/index.ts';
import type { Ingested } from '../services/ingest.ts';
import type { Page } from '../stores/store.ts';
import type { App } from '../type-provider.ts';
import type { Json } from '../../engine/model.ts';
import { given, list, whole } from './route.ts';

const tags = ['Customer events'];
const NDJSON = 'application/x-ndjson';

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
      const { events, entries, duplicate } = required(ingested);
      const [entry] = entries;
      const [first] = events;
      if (!entry || !first) throw new Error('A record was taken in without an event');
      const { engine } = releases.live();
      return reply.code(duplicate ? 200 : 201).send({
        event: first,
        ...(events.length > 1 ? { events } : {}),
        duplicate,
        effects: showEffects(entries, engine),
        scores: await customers.scores(entry.customer),
        ...decisionOf(entry),
      });
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

  void app.register(async (batches: App) => batchRoutes(batches, services));
}

/** In a scope of its own, since no other route reads a body as a stream. */
function batchRoutes(app: App, { ingest, releases }: Services): void {
  app.addContentTypeParser([NDJSON, 'application/ndjson', 'application/jsonl'], (_request, payload, done) =>
    done(null, payload),
  );
  app.post(
    '/customer-events/',
    {
      schema: {
        tags,
        summary: 'Take in many raw records',
        description:
          `A JSON array of what normalize/ takes, or an ${NDJSON} stream of it, answered line by line as it is read. ` +
          'What is wrong with one record does not touch the others.',
        consumes: ['application/json', NDJSON],
        body: { content: { 'application/json': { schema: BatchBody }, [NDJSON]: { schema: {} } } },
        response: { 200: BatchAnswer },
      },
    },
    async (request, reply) => {
      if (request.body instanceof Readable) {
        return reply
          .type(NDJSON)
          .send(Readable.from(ndjson(ingestStream(ingest, request.body)), { objectMode: false }));
      }
      const items = Array.isArray(request.body) ? (request.body as readonly unknown[]) : null;
      if (items === null)
        throw new ProblemError('invalid', 'Send a JSON array of records, or an NDJSON stream.');
      const results: BatchLine[] = [];
      for await (const line of ingestItems(ingest, items)) results.push(line);
      const count = (status: BatchLine['status']) => results.filter(line => line.status === status).length;
      const { program } = decisionOfLive(releases.live());
      return {
        accepted: count('processed'),
        duplicates: count('duplicate'),
        failed: count('failed'),
        results,
        program,
      };
    },
  );
}

async function* ndjson(lines: AsyncIterable<BatchLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}

function required(ingested: Ingested | undefined): Extract<Ingested, { kind: 'done' }> {
  if (ingested?.kind === 'done') return ingested;
  if (ingested?.kind === 'failed') {
    const { failedId, reason, errors } = ingested;
    throw new ProblemError('unprocessable', reason, { errors, failed_id: failedId });
  }
  throw new ProblemError('unavailable', ingested?.reason ?? 'It was not processed: send it again.');
}

/** A body was parsed from JSON, so nothing else can be in it. */
function asJson(value: unknown): Json {
  return value as Json;
}
