import swagger from '@fastify/swagger';
import type { FastifySchema } from 'fastify';
import { PROBLEM_KINDS } from '../problem.ts';
import { ProblemDetails } from '../schemas/common.ts';
import { isObject } from '../services/connection-config.ts';
import type { App } from '../type-provider.ts';
import { renderReference } from './reference-page.ts';

/** OpenAPI 3.1 made of the schemas that validate. Registered before the routes, so that it sees them all. */
export async function useOpenApi(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Cairn',
        version,
        description:
          'Behaviour scores, missions, badges and points of telecom customers. Errors are problem details (RFC 9457); ' +
          'writes take an Idempotency-Key; a trailing slash is accepted and not required.',
      },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
    },
    hideUntagged: true,
    transform: ({ schema, url }) => ({ schema: withoutNeedOfDefaults(withProblem(schema)), url }),
  });
}

/** Serves the description and a page that people can read. Registered after the routes. */
export function serveOpenApi(app: App): void {
  let page: string | null = null;
  app.get('/api/openapi.json', async () => app.swagger());
  app.get('/api/docs', async (_request, reply) => {
    page ??= renderReference(app.swagger(), PROBLEM_KINDS);
    return reply.type('text/html; charset=utf-8').send(page);
  });
}

/** What has a default need not be sent: the validation fills it in before it looks for what is missing. */
function withoutNeedOfDefaults(schema: FastifySchema): FastifySchema {
  const { body, querystring } = schema ?? {};
  return {
    ...schema,
    ...(body === undefined ? {} : { body: needless(body) }),
    ...(querystring === undefined ? {} : { querystring: needless(querystring) }),
  };
}

function needless(schema: unknown): unknown {
  if (!isObject(schema) || !Array.isArray(schema['required']) || !isObject(schema['properties']))
    return schema;
  const { required, properties, ...rest } = schema;
  const needed = required.filter(name => {
    const property = properties[String(name)];
    return !(isObject(property) && 'default' in property);
  });
  return { ...rest, properties, ...(needed.length === 0 ? {} : { required: needed }) };
}

function withProblem(schema: FastifySchema): FastifySchema {
  if (typeof schema?.response !== 'object' || schema.response === null) return schema;
  const answer = {
    description: 'A problem (RFC 9457)',
    content: { 'application/problem+json': { schema: ProblemDetails } },
  };
  return { ...schema, response: { ...schema.response, default: answer } };
}
