import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Child {
  /** The lines printed so far. */
  readonly lines: readonly string[];
  /** Resolves with the first line, rejects when the child ends without any. */
  started(): Promise<void>;
  kill(): void;
  /** Resolves when the child is gone and all that it printed is read. */
  ended(): Promise<{ readonly code: number | null; readonly errors: string }>;
}

const loader = fileURLToPath(new URL('../typescript.js', import.meta.url));

/** Runs a script of this folder in a process of its own, as it stands in its source. */
export function startChild(script: string, options: readonly string[]): Child {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ['--import', loader, file, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  let rest = '';
  let errors = '';
  const started = new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
      if (lines.length > 0) resolve();
    });
    child.on('close', () => reject(new Error(`The child ended before it began: ${errors}`)));
  });
  // Whoever does not wait for the start need not hear that there was none.
  started.catch(() => undefined);
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<{ code: number | null; errors: string }>(resolve => {
    child.on('close', code => resolve({ code, errors }));
  });
  return { lines, started: () => started, kill: () => child.kill('SIGKILL'), ended: () => ended };
}
