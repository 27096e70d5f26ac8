import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyRequest } from 'fastify';
import type { App } from '../type-provider.ts';
import { noSuchRoute, sendProblem } from './errors.ts';

/** No eval, no blob, nothing from elsewhere. Styles are inline, since the code editor makes them at run time. */
const CONTENT_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the built web app; every path that is no file and no API is one of its pages. */
export async function useEditor(app: App, folder: string): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('Content-Security-Policy', CONTENT_POLICY);
    reply.header('X-Content-Type-Options', 'nosniff');
    reply.header('Referrer-Policy', 'same-origin');
  });
  const isBuilt = existsSync(join(folder, 'index.html'));
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: folder,
      // Looked up with each request: a build that replaces the files under a running server is served whole.
      wildcard: true,
      index: false,
      setHeaders: (response, path) => {
        // Built names carry a hash of the content; the page that names them must be asked for anew.
        const cache = path.includes(`${join(folder, 'assets')}`)
          ? 'public, max-age=31536000, immutable'
          : 'no-cache';
        response.header('Cache-Control', cache);
      },
    });
    // The folder itself is no file: without a page of its own it would be refused.
    app.get('/', { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'));
  }
  app.setNotFoundHandler((request, reply) => {
    if (!isPage(request)) return sendProblem(reply, noSuchRoute(request));
    if (isBuilt) return reply.sendFile('index.html');
    return reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT);
  });
}

/** A browser that opens a page, as opposed to a program that calls something which is not there. */
function isPage({ method, url, headers }: FastifyRequest): boolean {
  const path = url.split('?')[0] ?? '';
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (path === '/') return true;
  const isOther = path.startsWith('/api/') || path.startsWith('/assets/');
  return !isOther && (headers.accept ?? '').includes('text/html');
}

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Cairn</title>
<body style="font: 16px/1.5 system-ui; margin: 4rem auto; max-width: 40rem">
<h1>The page is not built</h1>
<p>The server runs, and its API works: see the <a href="/api/docs">reference</a>.
The web app is missing in <code>dist/editor</code>; <code>npm run build</code> builds it and says what is wrong if it cannot.</p>
</body></html>`;
