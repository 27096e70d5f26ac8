import type { ServerResponse } from 'node:http';

const LOOK_EVERY_MS = 15_000;
const STALLED_LOOKS = 4;

/**
 * Ends the connection of who sends a stream and takes none of its answers: once the buffers between us are full, both
 * sides would wait for each other for ever.
 */
export function endWhenStalled(response: ServerResponse, everyMs = LOOK_EVERY_MS): void {
  let looks = 0;
  let taken = -1;
  const timer = setInterval(() => {
    const { bytesWritten = 0, writableLength = 0 } = response.socket ?? {};
    const sent = bytesWritten - writableLength;
    looks = response.writableNeedDrain && sent === taken ? looks + 1 : 0;
    taken = sent;
    if (looks >= STALLED_LOOKS) response.destroy();
  }, everyMs);
  timer.unref();
  response.once('close', () => clearInterval(timer));
}
