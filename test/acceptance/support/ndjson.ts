import { once } from 'node:events';
import { request } from 'node:http';
import { Readable } from 'node:stream';

/** One line of the answer to a stream of records. */
export interface BatchLine {
  readonly line: number;
  readonly status: 'processed' | 'duplicate' | 'failed';
  readonly event_id?: string;
  readonly detail?: string;
  readonly errors?: readonly {
    readonly path: string;
    readonly message: string;
    readonly expected?: string;
  }[];
}

/**
 * Sends lines as a stream and yields the answers while they come; ends where the connection does, be the stream
 * answered to its end or the server gone.
 */
export async function* sendLines(url: string, lines: readonly string[]): AsyncGenerator<BatchLine> {
  const sending = request(`${url}/api/loyalty/v1/customer-events/`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
  });
  // A server that is killed resets the connection, whichever side of it is at work just then.
  sending.on('error', () => undefined);
  Readable.from(lines.map(line => `${line}\n`)).pipe(sending);
  const [response] = (await once(sending, 'response')) as [Readable];
  for await (const text of linesOf(response)) yield JSON.parse(text) as BatchLine;
}

/** Whole lines only: one that is cut off in the middle was not acknowledged. */
async function* linesOf(response: Readable): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const chunk of response.setEncoding('utf8') as AsyncIterable<string>) {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      yield* parts;
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ECONNRESET')) throw error;
  }
}

export async function sendAll(url: string, lines: readonly string[]): Promise<BatchLine[]> {
  const answers: BatchLine[] = [];
  for await (const answer of sendLines(url, lines)) answers.push(answer);
  return answers;
}
