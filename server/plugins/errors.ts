import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { CursorError } from '../stores/cursor.ts';
import type { App } from '../type-provider.ts';
import { awaySentence, isStoreAway, ProblemError, problemOf } from '../problem.ts';
import { readToEnd } from './read-to-end.ts';
import { noteFailure } from './request-log.ts';
import { ValidationFailed } from './validation.ts';

export const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

/** The one place where errors become answers: problem details by RFC 9457. */
export function useErrors(app: App): void {
  app.setErrorHandler(async (error, request, reply) => {
    const problem = asProblem(error);
    if (problem.kind === 'internal') noteFailure(request, error);
    if (problem.kind === 'too-large') await readToEnd(request.raw);
    return sendProblem(reply, problem);
  });
}

export function sendProblem(reply: FastifyReply, error: ProblemError): FastifyReply {
  const problem = problemOf(error);
  if (error.kind === 'unauthorized') reply.header('WWW-Authenticate', 'Bearer realm="cairn"');
  if (error.kind === 'unavailable' || error.kind === 'idempotency-key-in-use')
    reply.header('Retry-After', '1');
  return reply
    .code(problem.status)
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send({ ...problem, request_id: reply.request.id });
}

export function noSuchRoute(request: FastifyRequest): ProblemError {
  return new ProblemError(
    'not-found',
    `There is no ${request.method} ${request.url.split('?')[0] ?? ''} here.`,
  );
}

function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof ValidationFailed) {
    return new ProblemError('invalid', error.message, { errors: error.errors });
  }
  if (error instanceof CursorError) {
    return new ProblemError('invalid', error.message, {
      errors: [{ path: 'cursor', message: error.message }],
    });
  }
  if (isStoreAway(error)) return new ProblemError('unavailable', awaySentence(error));
  const { code, statusCode } = partsOf(error);
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ProblemError(
        'too-large',
        `A body may have up to ${BODY_LIMIT_BYTES / 1024 / 1024} MB. Send events in several batches, or as an NDJSON stream.`,
        { limit_bytes: BODY_LIMIT_BYTES },
      );
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new ProblemError('unsupported-media-type', 'Send the body as Content-Type: application/json.', {
        errors: [
          {
            path: 'Content-Type',
            message: 'This media type is not read here.',
            expected: 'application/json',
          },
        ],
      });
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new ProblemError('invalid', 'The body is not as long as its Content-Length says.');
    default:
      if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
        return new ProblemError(
          'invalid',
          error instanceof Error ? error.message : 'The request is not valid.',
        );
      }
      return new ProblemError('internal', 'The request could not be finished; the log says why.');
  }
}

function partsOf(error: unknown): Partial<Pick<FastifyError, 'code' | 'statusCode'>> {
  return typeof error === 'object' && error !== null ? error : {};
}
