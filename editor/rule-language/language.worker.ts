import { createLanguageService } from '../../dsl/language-service/index.ts';
import type { DocumentSymbol } from '../../dsl/language-service/index.ts';
import type { Diagnostic } from '../api/types.ts';
import { answer } from './answer.ts';
import type { DocumentSummary, Reply, Request } from './protocol.ts';

const QUIET_MS = 150;
/** Findings across rules take longer: a pause in the typing is awaited for them. */
const PAUSE_MS = 500;
let service = createLanguageService([]);
let pending: ReturnType<typeof setTimeout> | undefined;
let findings: readonly Diagnostic[] = [];

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
      findings = [];
      return checkSoon(request.version, 0);
    case 'change':
      service.update(request.file, request.text);
      // Where they stood is another place now.
      findings = findings.filter(({ file }) => file !== request.file);
      return checkSoon(request.version, QUIET_MS);
    case 'ask':
      return post({ kind: 'answer', id: request.id, answer: answer(service, request.question) });
  }
}

/** Checks once the typing pauses; a newer text takes the place of an older one that waits. */
function checkSoon(version: number, delayMs: number): void {
  later(delayMs, () => {
    postChecked(version);
    later(PAUSE_MS - QUIET_MS, () => {
      findings = service.findings();
      postChecked(version);
    });
  });
}

function postChecked(version: number): void {
  const documents = service.workspaceSymbols('').map(summaryOf);
  post({ kind: 'checked', version, diagnostics: [...service.diagnostics(), ...findings], documents });
}

function later(delayMs: number, work: () => void): void {
  clearTimeout(pending);
  pending = setTimeout(() => {
    try {
      work();
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
