import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ingest, Ingested } from '../services/ingest.ts';
import type { App } from '../type-provider.ts';

/** A batch may hold any number of events; a log line may not. */
const MOST_EVENT_IDS = 20;

/** What a request brought in. */
interface Trail {
  readonly eventIds: string[];
  readonly counts: Map<string, number>;
}

const trails = new WeakMap<FastifyRequest, Trail>();
const failures = new WeakMap<FastifyRequest, unknown>();

/**
 * One line a request, when it is over: no bodies, no headers, no addresses. Customers' ids stand in addresses and are
 * often telephone numbers, so the route stands for them.
 */
export function useRequestLog(app: App): void {
  app.addHook('onRequest', async (request, reply) => {
    const since = performance.now();
    reply.raw.once('close', () => logRequest(request, reply, performance.now() - since));
  });
}

/** Has the request's line tell why it failed. */
export function noteFailure(request: FastifyRequest, error: unknown): void {
  failures.set(request, error);
}

/** The same ingest for one request, whose line then tells what it brought in. */
export function noting(request: FastifyRequest, ingest: Ingest): Ingest {
  return {
    ...ingest,
    async ingest(items) {
      const results = await ingest.ingest(items);
      for (const result of results) note(trailOf(request), result);
      return results;
    },
  };
}

function trailOf(request: FastifyRequest): Trail {
  const trail = trails.get(request) ?? { eventIds: [], counts: new Map<string, number>() };
  trails.set(request, trail);
  return trail;
}

function note({ eventIds, counts }: Trail, result: Ingested): void {
  const outcome = result.kind !== 'done' ? result.kind : result.duplicate ? 'duplicate' : 'processed';
  counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  if (result.kind !== 'done') return;
  for (const { id } of result.entries) if (eventIds.length < MOST_EVENT_IDS) eventIds.push(id);
}

function logRequest(request: FastifyRequest, reply: FastifyReply, ms: number): void {
  const trail = trails.get(request);
  const failure = failures.get(request);
  const route = request.routeOptions.url ?? null;
  const line = {
    method: request.method,
    route,
    status: reply.raw.statusCode,
    ms: Math.round(ms * 10) / 10,
    ...(request.caller?.name ? { caller: request.caller.name } : {}),
    ...(trail ? { events: Object.fromEntries(trail.counts), event_ids: trail.eventIds } : {}),
    ...(reply.raw.writableFinished ? {} : { aborted: true }),
    ...(failure === undefined ? {} : { err: failure }),
  };
  request.log[levelOf(route, reply.raw.statusCode)](
    line,
    failure === undefined ? 'request' : 'request failed',
  );
}

/** Asked for every few seconds by machines, or for the pages' own files. */
const QUIET = new Set(['/healthz', '/readyz', '/metrics', '/*']);

function levelOf(route: string | null, status: number): 'debug' | 'info' | 'warn' | 'error' {
  if (route !== null && QUIET.has(route)) return 'debug';
  // What a node that is away from its store refuses is no error of its own, and its cause is told once, elsewhere.
  if (status >= 500 && status !== 503) return 'error';
  return status >= 400 ? 'warn' : 'info';
}
