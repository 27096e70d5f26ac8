import type { ServerResponse } from 'node:http';
import type { Entry } from '../../engine/model.ts';
import { showEntry } from '../presenters/timeline.ts';
import type { Services } from '../services/index.ts';
import { toTimestamp } from '../time.ts';
import type { App } from '../type-provider.ts';

const HEARTBEAT_MS = 15_000;
const STATS_MS = 2_000;
/** A reader that is further behind misses some: the feed shows that things happen, the lists say what did. */
const MAX_WAITING_BYTES = 1024 * 1024;

/** Server-sent events: `effects` of accepted inputs as they happen, and `stats` now and then. */
export function streamRoutes(app: App, { feed, stats, releases, lifecycle }: Services): void {
  const open = new Set<() => void>();

  app.get(
    '/stream/',
    {
      schema: {
        tags: ['Figures'],
        summary: 'Live feed (server-sent events)',
        produces: ['text/event-stream'],
      },
    },
    (request, reply) => {
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      });
      raw.write(': open\n\n');

      const unsubscribe = feed.subscribe(entries => {
        for (const entry of entries) send(raw, 'effects', show(entry));
      });
      const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
      let last = '';
      const figures = setInterval(() => {
        stats
          .counts()
          .then(counts => {
            const text = JSON.stringify(counts);
            if (text !== last) send(raw, 'stats', counts);
            last = text;
          })
          .catch((error: unknown) => request.log.warn({ err: error }, 'figures for the live feed failed'));
      }, STATS_MS);
      const end = () => {
        open.delete(end);
        clearInterval(heartbeat);
        clearInterval(figures);
        unsubscribe();
        raw.end();
      };
      open.add(end);
      raw.once('close', end);
    },
  );

  // Streams never end by themselves, and a server that closes waits for all its requests.
  const endAll = () => {
    for (const end of [...open]) end();
  };
  app.addHook('preClose', async () => endAll());
  lifecycle.stopping.addEventListener('abort', endAll, { once: true });

  function show(entry: Entry): object {
    const { program, engine } = releases.live();
    const { title, sentences, effects } = showEntry(entry, program, engine);
    return { customer_id: entry.customer, at: toTimestamp(entry.at), title, sentences, effects };
  }
}

function send(raw: ServerResponse, event: string, data: object): void {
  if (raw.destroyed || raw.writableLength > MAX_WAITING_BYTES) return;
  raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
