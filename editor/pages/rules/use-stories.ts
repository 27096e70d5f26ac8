import { useEffect, useRef, useState } from 'react';
import type { StoryReply, StoryRequest } from '../../rule-language/story-protocol.ts';
import type { WorkspaceState } from './rule-workspace.ts';
import { afterReply } from './story-run.ts';
import type { StoryRun } from './story-run.ts';

export interface Stories {
  readonly run: StoryRun | undefined;
  /** Plays the stories of a file over the texts as they are now, in place of what is being played. */
  start(file: string): void;
  stop(): void;
  close(): void;
}

/** Plays stories in a worker that lives as long as they take. */
export function useStories(state: WorkspaceState): Stories {
  const [run, setRun] = useState<StoryRun>();
  const worker = useRef<Worker>(undefined);
  const end = () => {
    worker.current?.terminate();
    worker.current = undefined;
  };
  useEffect(() => end, []);
  return {
    run,
    start: file => {
      end();
      const files = [...state.files.values()].map(open => ({ path: open.file, text: open.text }));
      setRun({ file, texts: files, outcomes: [], state: { kind: 'reading' } });
      const follow = (reply: StoryReply) => setRun(now => now && afterReply(now, reply));
      worker.current = startWorker({ files, file }, follow);
    },
    stop: () => {
      end();
      setRun(now => now && { ...now, state: { kind: 'stopped' } });
    },
    close: () => {
      end();
      setRun(undefined);
    },
  };
}

function startWorker(request: StoryRequest, follow: (reply: StoryReply) => void): Worker {
  const worker = new Worker(new URL('../../rule-language/story.worker.ts', import.meta.url), {
    type: 'module',
  });
  worker.onmessage = ({ data }: MessageEvent<StoryReply>) => {
    follow(data);
    if (data.kind !== 'started' && data.kind !== 'story') worker.terminate();
  };
  worker.onerror = () => follow({ kind: 'failed', message: 'the worker that plays them did not start.' });
  worker.postMessage(request);
  return worker;
}
