import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problem.ts';
import type { App } from '../type-provider.ts';

export interface Caller {
  readonly name: string;
  readonly roles: readonly string[];
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
  }
}

const ADMINISTRATOR: Caller = { name: 'admin', roles: ['administrator'] };
const NOBODY: Caller = { name: '', roles: [] };

/**
 * Who calls. With a key every request must carry it. Without one (loopback only) everyone on this machine is
 * administrator, so requests that a browser makes for some other site are refused.
 */
export function useCaller(app: App, adminKey: string | null): void {
  app.decorateRequest('caller');
  app.addHook('onRequest', async request => {
    request.caller = NOBODY;
    if (adminKey === null) refuseOtherSites(request);
    else if (!isKey(bearerOf(request), adminKey)) {
      throw new ProblemError('unauthorized', 'Send the administrator key as "Authorization: Bearer <key>".');
    }
    request.caller = ADMINISTRATOR;
  });
}

function bearerOf(request: FastifyRequest): string {
  return /^Bearer +(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

function isKey(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function refuseOtherSites(request: FastifyRequest): void {
  const { origin } = request.headers;
  const host = hostNameOf(`http://${request.headers.host ?? ''}`);
  if (!LOCAL_NAMES.has(host) || (origin !== undefined && !LOCAL_NAMES.has(hostNameOf(origin)))) {
    throw new ProblemError(
      'forbidden',
      'No ADMIN_KEY is set, so only this machine is served, under its own name (localhost or 127.0.0.1).',
    );
  }
}

const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

function hostNameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
