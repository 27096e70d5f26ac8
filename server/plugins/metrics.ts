import { registerGauges } from '../metrics/gauges.ts';
import type { Services } from '../services/index.ts';
import type { App } from '../type-provider.ts';
import { useCaller } from './caller.ts';

/** `/metrics` for Prometheus, behind the same key as the API, and how long every request took. */
export function useMetrics(app: App, services: Services, adminKey: string | null, version: string): void {
  const { metrics } = services;
  metrics.build.set({ version, node: process.version }, 1);
  registerGauges(services);

  app.addHook('onResponse', async (request, reply) => {
    // By its pattern: addresses have customers' ids in them, and there is no end to what may be asked for.
    const route = request.routeOptions.url ?? 'none';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    metrics.httpSeconds.observe(labels, reply.elapsedTime / 1000);
  });

  void app.register(async (scrape: App) => {
    useCaller(scrape, adminKey);
    scrape.get('/metrics', async (_request, reply) => {
      metrics.httpInHand.set(app.inHand.count());
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    });
  });
}
