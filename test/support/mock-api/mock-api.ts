import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { problem } from './answers.ts';
import { addBase } from './base-routes.ts';
import { addCustomers } from './customer-routes.ts';
import { createPeople } from './people.ts';
import { addRules } from './rule-routes.ts';
import { addSources } from './source-routes.ts';

export interface MockApiOptions {
  readonly customers: number;
  readonly rulesFolder: string;
  /** The built web app, served at the root. */
  readonly editorFolder?: string;
  /** With one, the API answers only requests that carry it. */
  readonly key?: string;
}

const CONTENT_SECURITY_POLICY =
  "default-src 'self'; script-src 'self'; worker-src 'self'; connect-src 'self'; font-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'";

/** Answers in the API's shapes with made-up figures, so that the web app can be seen and tested by itself. */
export function createMockApi(options: MockApiOptions): FastifyInstance {
  const app = fastify({ routerOptions: { ignoreTrailingSlash: true }, forceCloseConnections: true });
  if (options.key !== undefined) askFor(app, options.key);
  const people = createPeople(options.customers);
  addBase(app, people);
  addCustomers(app, people);
  addSources(app);
  addRules(app, options.rulesFolder);
  if (options.editorFolder && existsSync(options.editorFolder)) addEditor(app, options.editorFolder);
  return app;
}

function askFor(app: FastifyInstance, key: string): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/api/') || request.headers.authorization === `Bearer ${key}`) return;
    await reply.code(401).send(problem(401, 'Unauthorized', 'This needs a key.'));
  });
}

function addEditor(app: FastifyInstance, folder: string): void {
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
  });
  void app.register(fastifyStatic, { root: folder });
  // Every other address is a page of the web app, which finds its own way.
  app.setNotFoundHandler((request, reply) =>
    request.url.startsWith('/api/')
      ? reply.code(404).send(problem(404, 'Not Found', 'No such resource.'))
      : reply.sendFile('index.html'),
  );
}
