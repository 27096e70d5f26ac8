import type { IncomingMessage, ServerResponse } from 'node:http';

/** Who sends more than this, or slower, finds the connection closed in the middle. */
const MAX_BYTES = 100 * 1024 * 1024;
const MAX_MS = 10_000;

/**
 * Reads what a refused body still brings and drops it. A client that is still writing when the connection is closed
 * sees a broken pipe and never the answer that says why.
 */
export function readToEnd(request: IncomingMessage): Promise<void> {
  return new Promise(resolve => {
    let bytes = 0;
    const timer = setTimeout(finish, MAX_MS);
    function finish(): void {
      clearTimeout(timer);
      request.off('data', count).off('close', finish).off('end', finish);
      resolve();
    }
    function count(chunk: Buffer): void {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) finish();
    }
    // What is unpacked is not wanted any more.
    request.unpipe();
    if (request.complete || request.destroyed) return finish();
    request.on('data', count).once('end', finish).once('close', finish);
    request.resume();
  });
}

/**
 * The same for a body that can be read no further while its answer is on its way: once both are over, a sender who is
 * still not done finds the connection closed. Left unread, it would be open and silent until it times out.
 */
export async function dropRest(request: IncomingMessage, response: ServerResponse): Promise<void> {
  await readToEnd(request);
  if (request.complete || request.destroyed) return;
  if (response.writableFinished) request.destroy();
  else response.once('finish', () => request.destroy());
}
