import { useEffect, useRef, useState } from 'react';
import { fetchApi } from './client.ts';
import { createEventParser } from './server-sent-events.ts';
import type { ServerSentEvent } from './server-sent-events.ts';

export type StreamState = 'connecting' | 'live' | 'lost';
const RETRY_MS = [1_000, 2_000, 5_000, 10_000];

/** Listens to `stream/` while the component is there, and reconnects with growing pauses. */
export function useStream(onEvent: (event: ServerSentEvent) => void): StreamState {
  const [state, setState] = useState<StreamState>('connecting');
  const listener = useRef(onEvent);
  useEffect(() => {
    listener.current = onEvent;
  });
  useEffect(() => {
    const abort = new AbortController();
    void listen(abort.signal, setState, event => listener.current(event));
    return () => abort.abort();
  }, []);
  return state;
}

async function listen(
  signal: AbortSignal,
  setState: (state: StreamState) => void,
  onEvent: (event: ServerSentEvent) => void,
): Promise<void> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      await readOnce(signal, onEvent, () => {
        attempt = 0;
        setState('live');
      });
    } catch {
      // A lost connection is no error of its own: the state says it, and the loop tries again.
    }
    if (signal.aborted) return;
    setState('lost');
    await pause(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? 10_000, signal);
  }
}

async function readOnce(
  signal: AbortSignal,
  onEvent: (event: ServerSentEvent) => void,
  onOpen: () => void,
): Promise<void> {
  const response = await fetchApi('GET', 'stream/', { signal, headers: { accept: 'text/event-stream' } });
  if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}`);
  onOpen();
  const parse = createEventParser();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    for (const event of parse(value)) onEvent(event);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
