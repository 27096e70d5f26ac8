import { ProblemError } from '../problem.ts';
import type { Lifecycle } from '../services/lifecycle.ts';
import type { App } from '../type-provider.ts';

declare module 'fastify' {
  interface FastifyInstance {
    inHand: InHand;
  }
}

export interface InHand {
  /** Requests that were taken and are not answered to their end. */
  count(): number;
  /** Resolves as soon as there are none. */
  whenNone(): Promise<void>;
}

/**
 * Counts the requests of the API that a process has in hand, as `app.inHand`, and refuses new ones while the process
 * recovers and once it stops.
 */
export function useInHand(app: App, api: App, lifecycle: Lifecycle): void {
  let count = 0;
  const waiting = new Set<() => void>();

  api.addHook('onRequest', async (_request, reply) => {
    if (lifecycle.refuses) {
      throw new ProblemError(
        'unavailable',
        lifecycle.phase === 'draining'
          ? 'This process is stopping: send it again, to another one or a moment later.'
          : (lifecycle.waitsFor ?? 'The store is being recovered: send it again in a moment.'),
      );
    }
    count += 1;
    reply.raw.once('close', () => {
      count -= 1;
      if (count > 0) return;
      for (const resolve of waiting) resolve();
      waiting.clear();
    });
  });

  app.decorate('inHand', {
    count: () => count,
    async whenNone() {
      if (count > 0) await new Promise<void>(resolve => waiting.add(resolve));
    },
  });
}
