import { createLanguageService } from './language-service.ts';
import type { Reply, Request } from './protocol.ts';

const QUIET_MS = 150;
const service = createLanguageService();
let pending: ReturnType<typeof setTimeout> | undefined;

self.addEventListener('message', (event: MessageEvent<Request>) => {
  const request = event.data;
  try {
    handle(request);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    post({ kind: 'failed', message, ...('id' in request ? { id: request.id } : {}) });
  }
});

function handle(request: Request): void {
  switch (request.kind) {
    case 'open':
      service.open(request.files);
      return checkSoon(request.version, 0);
    case 'change':
      service.change(request.file, request.text);
      return checkSoon(request.version, QUIET_MS);
    case 'complete':
      return post({
        kind: 'completions',
        id: request.id,
        completions: service.complete(request.file, request.offset),
      });
    case 'hover':
      return post({ kind: 'hover', id: request.id, hover: service.hover(request.file, request.offset) });
  }
}

/** Compiles once the typing pauses; a newer text takes the place of an older one that waits. */
function checkSoon(version: number, delayMs: number): void {
  clearTimeout(pending);
  pending = setTimeout(() => {
    try {
      post({ kind: 'checked', version, ...service.check() });
    } catch (error) {
      post({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  }, delayMs);
}

function post(reply: Reply): void {
  self.postMessage(reply);
}
