import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const LOADER = fileURLToPath(new URL('../../support/typescript.js', import.meta.url));
const MAIN = fileURLToPath(new URL('../../../server/cli/main.ts', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly url: string;
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
}

const alive = new Set<ChildProcess>();

/** Ends what a failed test left running. */
export function endAll(): void {
  for (const child of alive) child.kill('SIGKILL');
}

function start(options: readonly string[], environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--import', LOADER, MAIN, ...options], {
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  alive.add(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const finished = new Promise<Finished>(resolve => {
    child.on('close', code => {
      alive.delete(child);
      resolve({ code, out, err });
    });
  });
  return { child, finished, output: () => out };
}

/** Runs a command of `cairn` from the sources to its end. */
export function runCairn(
  options: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return start(options, environment).finished;
}

/** Starts `cairn serve` on a free port and waits for the line that says it is ready. */
export async function serveCairn(environment: Readonly<Record<string, string>>): Promise<Running> {
  const { child, finished, output } = start(['serve'], { PORT: '0', ...environment });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const found = /ready on (\S+)/.exec(output())?.[1];
      if (found) resolve(found);
    });
    void finished.then(({ code, err }) =>
      reject(new Error(`serve ended with ${code ?? 'a signal'}: ${err}`)),
    );
  });
  return { url, child, finished };
}
