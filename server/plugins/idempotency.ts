import type { FastifyReply, FastifyRequest } from 'fastify';
import { canonicalJson } from '../../engine/canonical.ts';
import { sha256 } from '../hash.ts';
import { ProblemError } from '../problem.ts';
import type { Store } from '../stores/store.ts';
import type { App } from '../type-provider.ts';

interface Attempt {
  readonly key: string;
  readonly bodyHash: string;
  /** False once the answer is known to be kept already. */
  readonly fresh: boolean;
  readonly finish: () => void;
}

declare module 'fastify' {
  interface FastifyRequest {
    attempt: Attempt | null;
  }
}

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * The same Idempotency-Key and body get the same answer, another body is refused. What a key did to a customer is
 * held exactly once by the journal itself (`inputId` in services/commands); this keeps the answer as it was sent.
 */
export function useIdempotency(app: App, store: Store): void {
  const running = new Map<string, Promise<void>>();
  app.decorateRequest('attempt', null);

  app.addHook('preHandler', async (request, reply) => {
    const key = keyOf(request);
    if (key === null) return;
    // Two requests with one key at once: the second waits and then finds the answer of the first.
    while (running.has(key)) await running.get(key);
    const bodyHash = requestHash(request);
    const finish = begin(running, key);
    reply.raw.once('close', finish);
    request.attempt = { key, bodyHash, fresh: false, finish };
    const known = await store.request(key, bodyHash);
    if (known === 'other body') throw otherBody();
    if (known !== null) return sendStored(reply, known.answer);
    request.attempt = { key, bodyHash, fresh: true, finish };
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const { attempt } = request;
    request.attempt = null;
    if (attempt?.fresh && reply.statusCode < 500 && (typeof payload === 'string' || payload === null)) {
      const type = String(reply.getHeader('Content-Type') ?? '');
      await store.request(attempt.key, attempt.bodyHash, { status: reply.statusCode, type, body: payload });
    }
    attempt?.finish();
    return payload;
  });
}

/** The caller's own key for this request, or null. */
export function idempotencyKey(request: FastifyRequest): string | null {
  const header = request.headers['idempotency-key'];
  const key = Array.isArray(header) ? header[0] : header;
  if (key === undefined || key === '') return null;
  if (key.length <= 255) return key;
  throw new ProblemError('invalid', 'An Idempotency-Key has up to 255 characters.');
}

function keyOf(request: FastifyRequest): string | null {
  if (!WRITES.has(request.method)) return null;
  const key = idempotencyKey(request);
  return key === null ? null : `${request.caller.name}:${key}`;
}

function requestHash(request: FastifyRequest): string {
  const body = isPlain(request.body) ? request.body : null;
  const url = request.url.replace(/\/(?=\?|$)/, '');
  return sha256(`${request.method} ${url}\n${canonicalJson({ body })}`);
}

/** A body that is a stream has no hash; its events are told apart by their own ids. */
function isPlain(body: unknown): body is object | undefined {
  return !(typeof body === 'object' && body !== null && 'pipe' in body && typeof body.pipe === 'function');
}

function begin(running: Map<string, Promise<void>>, key: string): () => void {
  let resolve: () => void = () => undefined;
  const done = new Promise<void>(settle => (resolve = settle));
  running.set(key, done);
  return () => {
    if (running.get(key) === done) running.delete(key);
    resolve();
  };
}

function otherBody(): ProblemError {
  return new ProblemError(
    'idempotency-key-reused',
    'This key came before with another request: use a new one.',
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
