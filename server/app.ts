import { fastify, LogController } from 'fastify';
import { useCaller } from './plugins/caller.ts';
import { useContentEncoding } from './plugins/content-encoding.ts';
import { useEditor } from './plugins/editor.ts';
import { BODY_LIMIT_BYTES, noSuchRoute, sendProblem, useErrors } from './plugins/errors.ts';
import { useHealth } from './plugins/health.ts';
import { useIdempotency } from './plugins/idempotency.ts';
import { useInHand } from './plugins/in-hand.ts';
import { useJsonBodies } from './plugins/json-body.ts';
import { useMetrics } from './plugins/metrics.ts';
import { serveOpenApi, useOpenApi } from './plugins/openapi.ts';
import { requestIdOf, useRequestId } from './plugins/request-id.ts';
import { useRequestLog } from './plugins/request-log.ts';
import { useValidation } from './plugins/validation.ts';
import { badgeRoutes } from './routes/badges.ts';
import { customerRoutes } from './routes/customers.ts';
import { eventBatchRoutes } from './routes/event-batches.ts';
import { eventRoutes } from './routes/events.ts';
import { missionRoutes } from './routes/missions.ts';
import { operationRoutes } from './routes/operations.ts';
import { pointRoutes } from './routes/points.ts';
import { releaseRoutes } from './routes/releases.ts';
import { ruleRoutes } from './routes/rules.ts';
import { sourceRoutes } from './routes/sources.ts';
import { streamRoutes } from './routes/stream.ts';
import type { Services } from './services/index.ts';
import type { App, TypeBoxProvider } from './type-provider.ts';

export const API_PREFIX = '/api/loyalty/v1';

export interface AppOptions {
  readonly services: Services;
  /** Null: everyone who can reach the server (on this machine) is administrator. */
  readonly adminKey: string | null;
  /** Where the built web app lies. */
  readonly editorDir: string;
  readonly version: string;
}

/** The whole HTTP server, not listening yet. */
export async function buildApp({ services, adminKey, editorDir, version }: AppOptions): Promise<App> {
  const app: App = fastify({
    loggerInstance: services.context.log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    bodyLimit: BODY_LIMIT_BYTES,
    // The refusal of what comes while it closes is ours, in the form of all others, and /readyz still says why.
    return503OnClosing: false,
    requestIdHeader: false,
    genReqId: requestIdOf,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1_000 },
  }).withTypeProvider<TypeBoxProvider>();
  useRequestId(app);
  useRequestLog(app);
  useErrors(app);
  useValidation(app);
  useJsonBodies(app);
  useContentEncoding(app);
  await useOpenApi(app, version);
  useHealth(app, services);
  useMetrics(app, services, adminKey, version);
  await app.register(
    async (api: App) => {
      useInHand(app, api, services.lifecycle);
      useCaller(api, adminKey);
      useIdempotency(api, services.context);
      api.setNotFoundHandler((request, reply) => sendProblem(reply, noSuchRoute(request)));
      sourceRoutes(api, services);
      eventRoutes(api, services);
      await api.register(async (batches: App) => eventBatchRoutes(batches, services));
      customerRoutes(api, services);
      missionRoutes(api, services);
      badgeRoutes(api, services);
      pointRoutes(api, services);
      releaseRoutes(api, services);
      ruleRoutes(api, services);
      operationRoutes(api, services, adminKey === null);
      streamRoutes(api, services);
    },
    { prefix: API_PREFIX },
  );
  serveOpenApi(app);
  await useEditor(app, editorDir);
  await app.ready();
  return app;
}
