import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { App } from '../type-provider.ts';

/** What a caller may call a request: nothing that could break a log line or a header. */
const SOUND = /^[A-Za-z0-9][A-Za-z0-9._:/+=-]{0,127}$/;
/** W3C Trace Context: version, trace id, parent id, flags; an id of nothing but zeros is none. */
const TRACE_PARENT = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-|$)/;

/** The caller's `X-Request-Id`, or the trace that the request is a part of, or a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const own = headers['x-request-id'];
  if (typeof own === 'string' && SOUND.test(own)) return own;
  const parent = headers['traceparent'];
  const trace = typeof parent === 'string' ? TRACE_PARENT.exec(parent)?.[1] : undefined;
  return trace ?? randomUUID();
}

/** Every answer says which request it is to, so that its log line is found. */
export function useRequestId(app: App): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('X-Request-Id', request.id);
  });
}
