import { playFile } from './play-file.ts';
import type { StoryReply, StoryRequest } from './story-protocol.ts';

/** A worker of its own, so that typing never waits for a story and a long one can be ended with its worker. */
self.addEventListener('message', ({ data }: MessageEvent<StoryRequest>) => {
  try {
    for (const reply of playFile(data)) post(reply);
  } catch (error) {
    post({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
});

function post(reply: StoryReply): void {
  self.postMessage(reply);
}
