import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { canonicalJson } from '../../engine/canonical.ts';
import { sha256 } from '../hash.ts';
import { ProblemError } from '../problem.ts';
import type { Context } from '../services/context.ts';
import { signOf } from '../stores/requests.ts';
import type { RequestState } from '../stores/requests.ts';
import type { App } from '../type-provider.ts';
import { createStandstill } from './standstill.ts';

interface Attempt {
  readonly key: string;
  readonly attempt: string;
  readonly heartbeat: NodeJS.Timeout;
}

declare module 'fastify' {
  interface FastifyRequest {
    attempt: Attempt | null;
  }
}

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** Who has given no sign of life while one looked on for so long has died, and its key is taken over. */
const STALE_MS = 15_000;
const HEARTBEAT_MS = 5_000;
/** How long a request waits for another with its key, here or on another node, before it is told to come again. */
const PATIENCE_MS = 5_000;
/** What is longer is not kept: batches, whose events are known by their own ids. */
const MAX_ANSWER_CHARACTERS = 1024 * 1024;

/**
 * The same Idempotency-Key and body get the same answer, another body is refused. A key is reserved in the store before
 * the work, so that of all nodes one does it. What a key did to a customer is held exactly once by the journal itself
 * (`inputId` in services/commands), also where the process died before it answered; this keeps the answer as it was
 * sent, for as long as `services/retention` says.
 */
export function useIdempotency(
  app: App,
  { store, clock, elapsed = () => performance.now() }: Pick<Context, 'store' | 'clock' | 'elapsed'>,
): void {
  const standstill = createStandstill(STALE_MS, elapsed);
  app.decorateRequest('attempt', null);

  async function begin(key: string, bodyHash: string, attempt: string): Promise<RequestState> {
    const until = performance.now() + PATIENCE_MS;
    for (let waitMs = 10; ; waitMs = Math.min(waitMs * 2, 250)) {
      const at = clock();
      const state = await store.beginRequest({ key, bodyHash, attempt, at }, standstill.of(key));
      if (state.kind === 'running') standstill.saw(key, state.sign);
      // One's own are seen as well: who asks again after this request was lost need not wait for as long once more.
      else if (state.kind === 'begun') standstill.saw(key, signOf(attempt, at));
      else standstill.forget(key);
      if (state.kind !== 'running' || performance.now() + waitMs > until) return state;
      await pause(waitMs);
    }
  }

  app.addHook('preHandler', async (request, reply) => {
    const key = keyOf(request);
    if (key === null || isStream(request.body)) return;
    const attempt = randomUUID();
    const state = await begin(key, requestHash(request), attempt);
    switch (state.kind) {
      case 'other body':
        throw otherBody();
      case 'running':
        throw stillRunning();
      case 'answered':
        return sendStored(reply, state.answer);
      case 'begun': {
        const heartbeat = setInterval(() => {
          store.renewRequest(key, attempt, clock()).catch(() => undefined);
        }, HEARTBEAT_MS);
        heartbeat.unref();
        request.attempt = { key, attempt, heartbeat };
      }
    }
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const mine = request.attempt;
    if (mine === null) return payload;
    request.attempt = null;
    clearInterval(mine.heartbeat);
    const { key, attempt } = mine;
    if (reply.statusCode < 500 && isShortText(payload)) {
      const type = String(reply.getHeader('Content-Type') ?? '');
      const answer = { status: reply.statusCode, type, body: payload };
      await store.answerRequest(key, attempt, clock(), answer, customerOf(request, payload));
    } else {
      await store.abandonRequest(key, attempt);
    }
    return payload;
  });
}

/** The caller's own key for this request, or null. */
export function idempotencyKey(request: FastifyRequest): string | null {
  const header = request.headers['idempotency-key'];
  const key = Array.isArray(header) ? header[0] : header;
  if (key === undefined) return null;
  if (key.trim() === '') throw new ProblemError('invalid', 'An Idempotency-Key must not be blank.');
  if (key.length <= 255) return key;
  throw new ProblemError('invalid', 'An Idempotency-Key has up to 255 characters.');
}

function keyOf(request: FastifyRequest): string | null {
  if (!WRITES.has(request.method)) return null;
  const key = idempotencyKey(request);
  return key === null ? null : `${request.caller.name}:${key}`;
}

function requestHash(request: FastifyRequest): string {
  const body = request.body ?? null;
  const url = request.url.replace(/\/(?=\?|$)/, '');
  return sha256(`${request.method} ${url}\n${canonicalJson({ body })}`);
}

/** A body that is a stream has no hash; its events are told apart by their own ids. */
function isStream(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'pipe' in body && typeof body.pipe === 'function';
}

function isShortText(payload: unknown): payload is string | null {
  return payload === null || (typeof payload === 'string' && payload.length <= MAX_ANSWER_CHARACTERS);
}

/** Whom the answer tells about: named by the path, the body, or what a mapping found in the record. */
function customerOf(request: FastifyRequest, payload: string | null): string | null {
  const { params, body, routeOptions } = request;
  // Who is erased must not be noted by the erasure.
  if (request.method === 'DELETE') return null;
  if (routeOptions.url?.includes('/customers/:id') || routeOptions.url?.includes('/behavior-scores/:id'))
    return textIn(params, 'id');
  return textIn(body, 'customer_id') ?? customerInAnswer(payload);
}

function customerInAnswer(payload: string | null): string | null {
  if (payload === null || !payload.startsWith('{')) return null;
  const answer = JSON.parse(payload) as unknown;
  return textIn(answer, 'customer_id') ?? textIn(fieldOf(answer, 'event'), 'customer_id');
}

function textIn(value: unknown, field: string): string | null {
  const found = fieldOf(value, field);
  return typeof found === 'string' ? found : null;
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}

function otherBody(): ProblemError {
  return new ProblemError(
    'idempotency-key-reused',
    'This key came before with another request: use a new one.',
  );
}

function stillRunning(): ProblemError {
  return new ProblemError(
    'idempotency-key-in-use',
    'A request with this key is still at work: send it again in a moment, with the same key.',
  );
}

function sendStored(reply: FastifyReply, answer: unknown): FastifyReply {
  if (!isStoredAnswer(answer)) throw new Error('A kept answer has an unknown form');
  if (answer.type !== '') reply.header('Content-Type', answer.type);
  return reply
    .code(answer.status)
    .header('Idempotency-Replayed', 'true')
    .serializer((payload: unknown) => String(payload))
    .send(answer.body ?? undefined);
}

function isStoredAnswer(answer: unknown): answer is { status: number; type: string; body: string | null } {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'status' in answer &&
    'type' in answer &&
    'body' in answer
  );
}
