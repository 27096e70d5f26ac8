import type { Readiness } from '../services/readiness.ts';
import type { Services } from '../services/index.ts';
import { toTimestamp } from '../time.ts';
import type { App } from '../type-provider.ts';

/** `/healthz`: the process is alive. `/readyz`: it can work, so send it requests; else why not. */
export function useHealth(app: App, { readiness }: Services): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const ready = await readiness();
    return reply
      .code(ready.status === 'ok' ? 200 : 503)
      .header('Cache-Control', 'no-store')
      .send(showReadiness(ready));
  });
}

function showReadiness({ status, reasons, store, storeSince, release }: Readiness): object {
  return {
    status,
    reasons,
    store: store.reachable,
    store_kind: store.kind,
    store_since: toTimestamp(storeSince),
    clock_ahead_ms: store.clockAheadMs,
    release,
  };
}
