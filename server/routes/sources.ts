import { NoContent, listOf } from '../schemas/common.ts';
import {
  DataSource,
  NewSource,
  PreviewAnswer,
  PreviewBody,
  SourceChange,
  SourceParams,
  TrialAnswer,
  TrialBody,
} from '../schemas/sources.ts';
import type { Services } from '../services/index.ts';
import type { App } from '../type-provider.ts';
import { requestOf, whole } from './route.ts';

const tags = ['Data sources'];

export function sourceRoutes(app: App, { sources }: Services): void {
  app.get(
    '/data-sources/',
    { schema: { tags, summary: 'All data sources', response: { 200: listOf(DataSource) } } },
    async () => whole(await sources.list()),
  );
  app.post(
    '/data-sources/',
    { schema: { tags, summary: 'Connect a data source', body: NewSource, response: { 201: DataSource } } },
    async (request, reply) => reply.code(201).send(await sources.create(request.body, requestOf(request))),
  );
  app.get(
    '/data-sources/:id/',
    { schema: { tags, summary: 'One data source', params: SourceParams, response: { 200: DataSource } } },
    request => sources.get(request.params.id),
  );
  app.put(
    '/data-sources/:id/',
    {
      schema: {
        tags,
        summary: 'Replace a data source',
        params: SourceParams,
        body: SourceChange,
        response: { 200: DataSource },
      },
    },
    request => sources.change(request.params.id, request.body, true),
  );
  app.patch(
    '/data-sources/:id/',
    {
      schema: {
        tags,
        summary: 'Change a data source',
        description:
          'connection_config is merged (RFC 7396); event_mapping is replaced. A masked secret is kept.',
        params: SourceParams,
        body: SourceChange,
        response: { 200: DataSource },
      },
    },
    request => sources.change(request.params.id, request.body, false),
  );
  app.delete(
    '/data-sources/:id/',
    {
      schema: {
        tags,
        summary: 'Remove a data source; its events stay',
        params: SourceParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await sources.remove(request.params.id);
      return reply.code(204).send();
    },
  );
  app.post(
    '/data-sources/:id/test/',
    {
      schema: {
        tags,
        summary: 'Map a raw record, storing nothing',
        params: SourceParams,
        body: TrialBody,
        response: { 200: TrialAnswer },
      },
    },
    async request =>
      (await sources.tryOut(request.params.id, [request.body.event], request.body.event_mapping))[0],
  );
  app.post(
    '/data-sources/:id/preview/',
    {
      schema: {
        tags,
        summary: 'Map several raw records, storing nothing',
        params: SourceParams,
        body: PreviewBody,
        response: { 200: PreviewAnswer },
      },
    },
    async request => ({
      results: await sources.tryOut(request.params.id, request.body.events, request.body.event_mapping),
    }),
  );
}
