import { createLanguageService } from '../../dsl/language-service/index.ts';
import type { DocumentSymbol } from '../../dsl/language-service/index.ts';
import { answer } from './answer.ts';
import type { DocumentSummary, Reply, Request } from './protocol.ts';

const QUIET_MS = 150;
let service = createLanguageService([]);
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
      service = createLanguageService(request.files);
      return checkSoon(request.version, 0);
    case 'change':
      service.update(request.file, request.text);
      return checkSoon(request.version, QUIET_MS);
    case 'ask':
      return post({ kind: 'answer', id: request.id, answer: answer(service, request.question) });
  }
}

/** Checks once the typing pauses; a newer text takes the place of an older one that waits. */
function checkSoon(version: number, delayMs: number): void {
  clearTimeout(pending);
  pending = setTimeout(() => {
    try {
      const documents = service.workspaceSymbols('').map(summaryOf);
      const diagnostics = [...service.diagnostics(), ...service.findings()];
      post({ kind: 'checked', version, diagnostics, documents });
    } catch (error) {
      post({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  }, delayMs);
}

function summaryOf({ kind, id, name, description, file, range }: DocumentSymbol): DocumentSummary {
  return { kind, id, name, description, file, line: range.start.line };
}

function post(reply: Reply): void {
  self.postMessage(reply);
}
