import { setTimeout as pause } from 'node:timers/promises';
import { API_PREFIX } from '../../../server/app.ts';
import type { Cluster } from './cluster.ts';

export interface Request {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
  /** Hangs up so many ms after sending, whether there is an answer or not. */
  readonly hangUpAfter?: number;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Longer than any node may take, also while another one is restarted beside it. */
const ANSWER_MS = 60_000;
const PATIENCE_MS = 180_000;

/** Asks one node once. Null: there was no answer, and nobody knows what came of the request. */
export async function ask(cluster: Cluster, node: number, request: Request): Promise<Answer | null> {
  const url = cluster.urlOf(node);
  if (url === null) return null;
  const { method, path, headers = {}, text, hangUpAfter } = request;
  try {
    const response = await fetch(`${url}${API_PREFIX}/${path}`, {
      method,
      headers,
      ...(text === undefined ? {} : { body: text }),
      signal: AbortSignal.timeout(hangUpAfter ?? ANSWER_MS),
    });
    return { status: response.status, text: await response.text() };
  } catch {
    return null;
  }
}

/** Asks until somebody answers something that holds, one node after the other, as senders do. */
export async function askUntilAnswered(
  cluster: Cluster,
  firstNode: number,
  request: Request,
  holds: (answer: Answer) => boolean = ({ status }) => status < 500,
): Promise<Answer> {
  const until = Date.now() + PATIENCE_MS;
  let last: Answer | null = null;
  for (let attempt = 0; Date.now() < until; attempt += 1) {
    const { hangUpAfter: _once, ...rest } = request;
    last = await ask(cluster, (firstNode + attempt) % cluster.size, attempt === 0 ? request : rest);
    if (last !== null && holds(last)) return last;
    await pause(20 + 10 * attempt);
  }
  throw new Error(
    `No node answered ${request.path} as it should: ${last?.status ?? 'nothing'} ${last?.text ?? ''}`,
  );
}
