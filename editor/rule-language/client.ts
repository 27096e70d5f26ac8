import type { Method, Question, Questions, Reply, Request, TextFile } from './protocol.ts';

export type Checked = Extract<Reply, { readonly kind: 'checked' }>;

/** What the client needs of a worker, so that tests can stand in for it. */
export interface LanguagePort {
  postMessage(request: Request): void;
  onmessage: ((event: MessageEvent<Reply>) => unknown) | null;
}

export interface LanguageClient {
  open(files: readonly TextFile[]): void;
  change(file: string, text: string): void;
  /** Undefined where the language failed at the question. */
  ask<Each extends Method>(
    method: Each,
    given: Questions[Each]['given'],
  ): Promise<Questions[Each]['answer'] | undefined>;
  /** Called with the outcome for the newest texts; outcomes that a newer text has overtaken are dropped. */
  onChecked(listener: (checked: Checked) => void): () => void;
  onFailed(listener: (message: string) => void): () => void;
}

export function createLanguageClient(port: LanguagePort): LanguageClient {
  let version = 0;
  let nextId = 0;
  const waiting = new Map<number, (reply: Reply) => void>();
  const checkedListeners = new Set<(checked: Checked) => void>();
  const failedListeners = new Set<(message: string) => void>();

  port.onmessage = ({ data }) => {
    if (data.kind === 'checked') {
      if (data.version === version) for (const listener of checkedListeners) listener(data);
      return;
    }
    if (data.kind === 'failed' && data.id === undefined) {
      for (const listener of failedListeners) listener(data.message);
      return;
    }
    if (data.id === undefined) return;
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };

  function reply(question: Question): Promise<Reply> {
    const id = nextId++;
    return new Promise(resolve => {
      waiting.set(id, resolve);
      port.postMessage({ kind: 'ask', id, question });
    });
  }

  return {
    open: files => port.postMessage({ kind: 'open', version: ++version, files }),
    change: (file, text) => port.postMessage({ kind: 'change', version: ++version, file, text }),
    ask: async <Each extends Method>(method: Each, given: Questions[Each]['given']) => {
      // The method and what it is given belong together by their types; a union of questions cannot say so here.
      const data = await reply({ method, given } as Question);
      // The worker answers a question with its own answer.
      return data.kind === 'answer' ? (data.answer as Questions[Each]['answer']) : undefined;
    },
    onChecked: listener => subscribe(checkedListeners, listener),
    onFailed: listener => subscribe(failedListeners, listener),
  };
}

/** A client over a worker of its own, which lives as long as the page. */
export function startLanguageClient(): LanguageClient {
  return createLanguageClient(
    new Worker(new URL('./language.worker.ts', import.meta.url), { type: 'module' }),
  );
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
