import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Json } from '../../engine/model.ts';
import { decisionOfLive } from '../presenters/decision.ts';
import { useJsonBodies } from '../plugins/json-body.ts';
import { noting } from '../plugins/request-log.ts';
import { endWhenStalled } from '../plugins/stalled-reader.ts';
import { ProblemError } from '../problem.ts';
import { CloudEvent } from '../schemas/cloud-events.ts';
import { BatchAnswer, BatchBody, BatchQuery, NormalizeAnswer } from '../schemas/events.ts';
import type { BatchLine } from '../schemas/events.ts';
import { ingestItems, ingestStream } from '../services/batches.ts';
import type { Services } from '../services/index.ts';
import { readCloudEventItem, readItem } from '../services/read-items.ts';
import type { App } from '../type-provider.ts';
import { answerOne } from './answer-one.ts';
import { carriesCloudEvent, eventOfHeaders } from './cloud-event-headers.ts';

const NDJSON = 'application/x-ndjson';
const CLOUD_EVENT = 'application/cloudevents+json';
const CLOUD_EVENTS = 'application/cloudevents-batch+json';

/** How the body is to be read, by the content modes of CloudEvents' HTTP binding and our own two. */
type Mode = 'stream' | 'array' | 'one CloudEvent' | 'several CloudEvents';

/** In a scope of its own, since no other route reads a body as a stream. */
export function eventBatchRoutes(app: App, services: Services): void {
  const { ingest, releases, lifecycle } = services;
  useJsonBodies(app, [CLOUD_EVENT, CLOUD_EVENTS]);
  // What a CloudEvent in binary mode carries may be of any type that is JSON.
  useJsonBodies(app, /^application\/(?!cloudevents)[\w.-]+\+json\s*(;|$)/i);
  app.addContentTypeParser([NDJSON, 'application/ndjson', 'application/jsonl'], (_request, payload, done) =>
    done(null, payload),
  );
  app.addContentTypeParser('*', (_request, _payload, done) => done(otherType()));
  // A CloudEvent in binary mode is put together from its headers, and validated as any other.
  app.addHook('preValidation', async request => {
    if (modeOf(request) === 'one CloudEvent' && !isStructured(request)) {
      request.body = eventOfHeaders(request.headers, request.body);
    }
  });

  app.post(
    '/customer-events/',
    {
      schema: {
        tags: ['Customer events'],
        summary: 'Take in many raw records, or CloudEvents',
        description:
          `A JSON array of what normalize/ takes, or an ${NDJSON} stream of it, answered line by line as it is read: ` +
          'read the answers while you send, or ask for the failed ones alone. What is wrong with one record does not ' +
          'touch the others. Items with `retry` were not taken in for want of a store: send them again; if that is so ' +
          'with all of them, the answer is 503.\n\n' +
          `CloudEvents 1.0 come alone (${CLOUD_EVENT}, or in binary mode with \`ce-\` headers and the data as body; ` +
          `answered as by normalize/), as a batch (${CLOUD_EVENTS}), and as items or lines of the former. Their ` +
          'source is a data source of that name or id, also at the end of a URI, or a source type; else the event ' +
          'type decides. Their `id` is the event’s, so what is sent again is known; `time` and `subject` (the ' +
          'customer) count where the data has none.\n\n' +
          'Bodies may be compressed (Content-Encoding: gzip, deflate or br).',
        consumes: ['application/json', NDJSON, CLOUD_EVENT, CLOUD_EVENTS],
        querystring: BatchQuery,
        body: {
          content: {
            'application/json': { schema: BatchBody },
            [NDJSON]: { schema: {} },
            [CLOUD_EVENT]: { schema: CloudEvent },
            [CLOUD_EVENTS]: { schema: Type.Array(CloudEvent) },
          },
        },
        response: { 200: Type.Union([BatchAnswer, NormalizeAnswer]), 201: NormalizeAnswer },
      },
      // Bodies are described here and judged item by item, so that what is wrong with one is kept and answered.
      validatorCompiler: given =>
        given.httpPart === 'body' ? () => true : (app.validatorCompiler?.(given) ?? (() => true)),
    },
    async (request, reply) => {
      switch (modeOf(request)) {
        case 'stream':
          return sendLines(request, reply);
        case 'one CloudEvent': {
          const [ingested] = await noting(request, ingest).ingest([readCloudEventItem(request.body as Json)]);
          const { code, answer } = await answerOne(services, ingested);
          return reply.code(code).send(answer);
        }
        case 'several CloudEvents':
          return answerItems(reply, itemsOf(request.body, 0, CLOUD_EVENTS_EXPECTED), readCloudEventItem);
        case 'array':
          return answerItems(reply, itemsOf(request.body, 1, RECORDS_EXPECTED), readItem);
      }
    },
  );

  async function sendLines(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const lines = await begun(
      ingestStream(noting(request, ingest), request.body as Readable, lifecycle.stopping),
    );
    const all = (request.query as BatchQuery).answers === 'all';
    const answer = Readable.from(ndjson(all ? lines : failedOf(lines)), { objectMode: false });
    endWhenStalled(reply.raw);
    return reply.type(NDJSON).send(answer);
  }

  async function answerItems(
    reply: FastifyReply,
    items: readonly unknown[],
    read: typeof readItem,
  ): Promise<FastifyReply> {
    const results: BatchLine[] = [];
    for await (const line of ingestItems(noting(reply.request, ingest), items, read)) results.push(line);
    const counts = countsOf(results);
    if (results.length > 0 && counts.retry === results.length) {
      throw new ProblemError('unavailable', results[0]?.detail ?? 'Nothing was taken in: send it again.');
    }
    return reply.send({ ...counts, results, program: decisionOfLive(releases.live()).program });
  }
}

function otherType(): ProblemError {
  const expected = ['application/json', NDJSON, CLOUD_EVENT, CLOUD_EVENTS].join(', ');
  return new ProblemError('unsupported-media-type', 'Events of this media type are not read here.', {
    errors: [{ path: 'Content-Type', message: 'This media type is not read here.', expected }],
  });
}

function modeOf(request: FastifyRequest): Mode {
  if (request.body instanceof Readable) return 'stream';
  const type = request.headers['content-type'] ?? '';
  if (/^application\/cloudevents-batch\b/i.test(type)) return 'several CloudEvents';
  return isStructured(request) || carriesCloudEvent(request.headers) ? 'one CloudEvent' : 'array';
}

function isStructured({ headers }: FastifyRequest): boolean {
  return /^application\/cloudevents\b/i.test(headers['content-type'] ?? '');
}

const RECORDS_EXPECTED = 'Send a JSON array of records, or an NDJSON stream.';
const CLOUD_EVENTS_EXPECTED = `${CLOUD_EVENTS} takes a JSON array of CloudEvents; one alone is sent as ${CLOUD_EVENT}.`;

function itemsOf(body: unknown, least: number, expected: string): readonly unknown[] {
  if (Array.isArray(body) && body.length >= least) return body as readonly unknown[];
  throw new ProblemError('invalid', expected);
}

function countsOf(lines: readonly BatchLine[]) {
  const count = (status: BatchLine['status']) => lines.filter(line => line.status === status).length;
  return {
    accepted: count('processed'),
    duplicates: count('duplicate'),
    failed: count('failed'),
    retry: lines.filter(line => line.retry).length,
  };
}

/** The lines that went wrong, and at the end how many there were of each kind. */
async function* failedOf(lines: AsyncIterable<BatchLine>): AsyncGenerator<object> {
  const counts = { accepted: 0, duplicates: 0, failed: 0, retry: 0 };
  for await (const line of lines) {
    if (line.status === 'processed') counts.accepted += 1;
    else if (line.status === 'duplicate') counts.duplicates += 1;
    else {
      counts.failed += 1;
      if (line.retry) counts.retry += 1;
      yield line;
    }
  }
  yield { summary: counts };
}

/** The same lines, once there is a first: until then the whole can be refused, and answered as such. */
async function begun(lines: AsyncGenerator<BatchLine>): Promise<AsyncIterable<BatchLine>> {
  const first = await lines.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* lines;
  })();
}

/** Some lines at a time: a write for each would cost more than the line. */
async function* ndjson(lines: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}
