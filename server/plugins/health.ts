import type { Services } from '../services/index.ts';
import type { App } from '../type-provider.ts';

/** `/healthz`: the process is alive. `/readyz`: it can work, so send it requests. */
export function useHealth(app: App, { context, releases }: Services): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const { reachable: store } = await context.store.state();
    if (!store) return reply.code(503).send({ status: 'unavailable', store });
    return { status: 'ok', store, release: releases.live().release.n };
  });
}
