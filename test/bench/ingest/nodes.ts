import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { NodeTask } from './node.ts';

/** Events a second of several processes on one store, each with customers of its own. */
export async function ratesOfNodes(task: Omit<NodeTask, 'share'>): Promise<number> {
  const { nodes } = task;
  const children = Array.from({ length: nodes }, () => fork(join(import.meta.dirname, 'node.ts')));
  try {
    await Promise.all(children.map((child, share) => tell(child, { ...task, share })));
    await Promise.all(children.map(child => tell(child, 'past')));
    const start = performance.now();
    const counts = await Promise.all(children.map(child => tell(child, 'measured')));
    const seconds = (performance.now() - start) / 1000;
    await Promise.all(children.map(child => end(child)));
    return counts.reduce((sum, count) => sum + count, 0) / seconds;
  } finally {
    for (const child of children) child.kill();
  }
}

/** Until it says that it has done it; a node that ends instead fails the run. */
async function tell(child: ChildProcess, message: NodeTask | 'past' | 'measured'): Promise<number> {
  child.send(message);
  const ended = new AbortController();
  const failed = once(child, 'exit', { signal: ended.signal }).then(() => {
    throw new Error('a node ended before its work was done');
  });
  try {
    const [count] = (await Promise.race([once(child, 'message'), failed])) as [number];
    return count;
  } finally {
    failed.catch(() => undefined);
    ended.abort();
  }
}

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.send('end');
  await exited;
}
