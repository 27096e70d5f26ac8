import { parentPort } from 'node:worker_threads';
import { createEngine } from '../../engine/index.ts';
import type { Decide } from '../../engine/model.ts';
import type { Answer, Ask, Reply, Request } from './messages.ts';
import { packStep } from './pack-step.ts';

/** The thread's side: keeps the releases that it was given, and the parsed states of its customers (in `decide`). */
const deciding = new Map<number, Decide>();

parentPort?.on('message', (request: Request) => {
  switch (request.kind) {
    case 'release':
      deciding.set(request.key, createEngine(request.program, request.release).decide);
      return;
    case 'forget':
      deciding.delete(request.key);
      return;
    case 'decide':
      say({ kind: 'decided', answers: request.asks.map(answer) });
  }
});

say({ kind: 'ready' });

function say(reply: Reply): void {
  parentPort?.postMessage(reply);
}

function answer({ id, key, before, fresh, history }: Ask): Answer {
  try {
    const decide = deciding.get(key);
    if (decide === undefined)
      throw new Error(`The thread was not given release number ${key} of this process.`);
    const decided = decide(before, fresh, history);
    return 'needs' in decided ? { id, needs: decided.needs } : { id, step: packStep(decided, fresh) };
  } catch (thrown) {
    return { id, thrown };
  }
}
